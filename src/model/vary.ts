/** Naming a setting of a document as problems do, and putting other values there. */
import type { DocumentInput } from "./document.ts";
import { parseDuration } from "./duration.ts";
import { parseDocument } from "./parse.ts";
import { type Problem, problemLine } from "./problems.ts";

/** A setting and the values it is to take, ascending or descending. */
export interface Variation {
  /** As written, such as `architecture.components[payment].config.servers`. */
  readonly path: string;
  /** Whether the ends were written with a unit of time, so that the values are seconds. */
  readonly inSeconds: boolean;
  readonly values: readonly number[];
}

/** The text could not be understood, or the document does not take it; the sentence says why. */
export interface Misfit {
  readonly problem: string;
}

const STEPS = 7;
export const STEPS_MAX = 60;

/**
 * Reads `PATH=from..to` or `PATH=from..to:steps`. The path is written as in the message of a problem; an entry of a list is named by its
 * number or by its name: a component or item by its id, a step by its name, a link by `from>to`. The ends are numbers, or both durations.
 */
export function parseVariation(text: string): Variation | Misfit {
  const equals = text.indexOf("=");
  if (equals < 1) return { problem: `${text}: must be PATH=from..to or PATH=from..to:steps` };
  const path = text.slice(0, equals).trim();
  const range = /^\s*(.+?)\s*\.\.\s*(.+?)\s*(?::\s*(\d+)\s*)?$/.exec(text.slice(equals + 1));
  const [, fromText = "", toText = "", stepsText] = range ?? [];
  if (range === null) return { problem: `${text}: must be PATH=from..to or PATH=from..to:steps` };
  if (keysOf(path) === null) return { problem: `${path}: is not the place of a setting` };
  const from = readEnd(fromText);
  const to = readEnd(toText);
  if (from === null) return { problem: `${path}: ${JSON.stringify(fromText)} is neither a number nor a duration` };
  if (to === null) return { problem: `${path}: ${JSON.stringify(toText)} is neither a number nor a duration` };
  const steps = stepsText === undefined ? STEPS : Number(stepsText);
  if (steps < 2 || steps > STEPS_MAX) return { problem: `${path}: steps must be from 2 to ${STEPS_MAX}` };
  if (from.value === to.value) return { problem: `${path}: from and to must differ` };
  const values = Array.from({ length: steps }, (_, i) =>
    tidy(from.value + ((to.value - from.value) * i) / (steps - 1)),
  );
  return { path, inSeconds: from.inSeconds || to.inSeconds, values };
}

function readEnd(text: string): { readonly value: number; readonly inSeconds: boolean } | null {
  const value = Number(text);
  if (Number.isFinite(value)) return { value, inSeconds: false };
  const duration = parseDuration(text);
  return duration.ok ? { value: duration.value, inSeconds: true } : null;
}

/** Twelve digits, so that 0.1 + 0.2 is 0.3. */
function tidy(value: number): number {
  return Number(value.toPrecision(12));
}

/**
 * The values that a setting can take: where it must be a whole number, they are rounded, and none comes twice.
 * @returns why not, naming the place, when the document takes one of them in no form
 */
export function settle(document: DocumentInput, { path, inSeconds, values }: Variation): Variation | Misfit {
  const settled: number[] = [];
  for (const value of values) {
    const whole = Math.round(value);
    const fit = [value, whole].find((each) => !("problem" in varied(document, path, each)));
    if (fit === undefined) {
      const { problem } = varied(document, path, value) as Misfit;
      return { problem };
    }
    if (!settled.includes(fit)) settled.push(fit);
  }
  if (settled.length < 2) return { problem: `${path}: takes only one value in this range` };
  return { path, inSeconds, values: settled };
}

/** The document with another value at a place. */
export function varied(
  document: DocumentInput,
  path: string,
  value: number,
): { readonly document: DocumentInput } | Misfit {
  const keys = keysOf(path);
  if (keys === null) return { problem: `${path}: is not the place of a setting` };
  const written = write(document, keys, value, "");
  if (typeof written === "string") return { problem: written };
  const next = written.value as DocumentInput;
  const parsed = parseDocument(next);
  return parsed.ok ? { document: next } : { problem: firstOf(parsed.problems) };
}

function firstOf([first]: readonly Problem[]): string {
  return first === undefined ? "the document cannot be read" : problemLine(first);
}

type Key = { readonly name: string } | { readonly entry: string };

function keysOf(path: string): readonly Key[] | null {
  const keys: Key[] = [];
  const part = /^(?:\.?([A-Za-z_$][\w$-]*)|\[([^[\]]+)\])/;
  let rest = path;
  while (rest !== "") {
    const found = part.exec(rest);
    if (found === null || (rest.startsWith(".") && keys.length === 0)) return null;
    const [all, name, entry] = found;
    if (name !== undefined) keys.push({ name });
    else if (entry !== undefined) keys.push({ entry: entry.replace(/^"(.*)"$/, "$1") });
    rest = rest.slice(all.length);
  }
  return keys.length > 0 ? keys : null;
}

/** What stands there with the value put in, or a sentence that says where it cannot be. */
function write(
  before: unknown,
  [key, ...rest]: readonly Key[],
  value: number,
  place: string,
): { readonly value: unknown } | string {
  if (key === undefined) return { value };
  if ("name" in key) {
    if (before !== undefined && (typeof before !== "object" || before === null || Array.isArray(before))) {
      // A setting that has other forms is written in this one.
      if (Array.isArray(before)) return `${place}: is a list, whose entries are written [0] or [name]`;
      before = undefined;
    }
    const object = (before ?? {}) as Readonly<Record<string, unknown>>;
    const here = place === "" ? key.name : `${place}.${key.name}`;
    const known = Object.hasOwn(object, key.name) ? object[key.name] : undefined;
    const inner = write(known, rest, value, here);
    return typeof inner === "string" ? inner : { value: { ...object, [key.name]: inner.value } };
  }
  const here = `${place}[${key.entry}]`;
  if (!Array.isArray(before)) return `${here}: there is no list in the document`;
  const index = /^\d+$/.test(key.entry) ? Number(key.entry) : before.findIndex((entry) => nameOf(entry) === key.entry);
  if (index < 0 || index >= before.length) {
    const names = before.map((entry, i) => nameOf(entry) ?? String(i));
    return `${here}: there is no such entry (known: ${names.slice(0, 20).join(", ")})`;
  }
  const inner = write(before[index], rest, value, here);
  return typeof inner === "string" ? inner : { value: before.with(index, inner.value) };
}

/** What an entry of a list is called: by its id, as a step, as a link, by its name. */
function nameOf(entry: unknown): string | null {
  if (typeof entry !== "object" || entry === null) return null;
  const { id, step, from, to, name } = entry as Readonly<Record<string, unknown>>;
  if (typeof from === "string" && typeof to === "string") return `${from}>${to}`;
  const found = id ?? step ?? name;
  return typeof found === "string" ? found : null;
}
