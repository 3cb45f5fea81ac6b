import { readFileSync } from "node:fs";

const CORE = "src/engine/express/core/";

/** What the compiler of the core reads instead of the core's own event list: nothing but a 4-ary heap. */
export function heapInstead(): ReadonlyMap<string, string> {
  const text = readFileSync(new URL("core/heap-list.ts", import.meta.url), "utf8");
  // It is read as if it stood where the core's own list stands.
  return new Map([[`${CORE}wheel.ts`, text.replaceAll(`../../${CORE}`, "./")]]);
}
