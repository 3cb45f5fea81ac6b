/** Changes to lists. */
import type { FieldMeta } from "../../model/index.ts";
import { freeId, initialValue, innerMeta } from "../../state/index.ts";

/**
 * One more entry, like the last one, under names that are not taken.
 * @param reference what the first entry refers to, where entries refer to components and their operations
 */
export function anotherEntry(
  item: FieldMeta,
  entries: readonly unknown[],
  reference: { readonly component: string; readonly operation: string } = { component: "", operation: "" },
): unknown {
  const last = entries.at(-1);
  if (last === undefined) return referringTo(reference, item, initialValue(item));
  if (item.type !== "group" || typeof last !== "object" || last === null) return last;
  const names = Object.entries(item.fields).filter(([, { type }]) => type === "identifier");
  const copy: Record<string, unknown> = { ...last };
  for (const [key] of names) {
    const taken = new Set(entries.map((entry) => String((entry as Record<string, unknown>)[key])));
    copy[key] = freeId(String(copy[key]), taken);
  }
  return copy;
}

function referringTo(
  reference: { readonly component: string; readonly operation: string },
  item: FieldMeta,
  entry: unknown,
): unknown {
  if (typeof entry !== "object" || entry === null) return entry;
  const refer = ([key, value]: [string, unknown]) => {
    const meta = innerMeta(item, entry, key);
    if (meta?.type === "component") return [key, reference.component];
    return [key, meta?.type === "operation" && meta.nullWord === undefined ? reference.operation : value];
  };
  return Object.fromEntries(Object.entries(entry).map(refer));
}

/** The list with an entry moved to another index. */
export function moved<T>(entries: readonly T[], from: number, to: number): readonly T[] {
  const next = [...entries];
  const [entry] = next.splice(from, 1);
  if (entry !== undefined) next.splice(to, 0, entry);
  return next;
}

/** The list without an entry. */
export function without<T>(entries: readonly T[], index: number): readonly T[] {
  return entries.filter((_entry, i) => i !== index);
}
