import { canonicalJson, type DocumentInput } from "../model/index.ts";

/** Whether two documents give the same run: they may differ in names, in words and in where things are drawn. */
export function sameRun(a: DocumentInput, b: DocumentInput): boolean {
  return a === b || runKey(a) === runKey(b);
}

function runKey({ architecture, faults, goals, run }: DocumentInput): string {
  const components = architecture?.components?.map(({ id, kind, config }) => [id, kind, config ?? {}]);
  return canonicalJson([components, architecture?.links, faults, goals, run]);
}
