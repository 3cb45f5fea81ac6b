/** Where two documents differ. */
import type { DocumentInput } from "../src/model/index.ts";

/** Paths of every value that is not the same in both, components by id and links by "from>to". */
export function differences(a: DocumentInput, b: DocumentInput): string[] {
  return compare(named(a), named(b), "");
}

function compare(a: unknown, b: unknown, path: string): string[] {
  if (!isObject(a) || !isObject(b)) return JSON.stringify(a) === JSON.stringify(b) ? [] : [path];
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...keys].flatMap((key) => compare(a[key], b[key], path === "" ? key : `${path}.${key}`));
}

function named(document: DocumentInput): unknown {
  const { components = [], links = [] } = document.architecture ?? {};
  return {
    ...document,
    architecture: {
      components: Object.fromEntries(components.map((component) => [component.id, component])),
      links: Object.fromEntries(links.map((link) => [`${link.from}>${link.to}`, link])),
    },
  };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
