import { CONFIDENCE, type Comparison, oracleOf, type Replications, type Sweep } from "../analysis/index.ts";
import { toTimeline } from "../model/index.ts";
import type { ReportInput } from "./input.ts";

/** A result as one line of JSON, with what arithmetic says of the document, and with its timeline if that is wanted. */
export function resultJson({ scenario, result, frames }: Omit<ReportInput, "document">, withTimeline: boolean): string {
  const oracle = oracleOf(scenario, result, frames);
  return JSON.stringify({ ...result, oracle, ...(withTimeline && { timeline: toTimeline(frames) }) });
}

/** What an experiment found as one line of JSON; columns are lists, and what is absent is null. */
export function experimentJson(found: Replications | Comparison | Sweep): string {
  const plain = (_key: string, value: unknown) =>
    value instanceof Float64Array ? Array.from(value, (each) => (Number.isFinite(each) ? each : null)) : value;
  return JSON.stringify({ confidence: CONFIDENCE, ...found }, plain);
}
