import { oracleOf } from "../analysis/index.ts";
import { toTimeline } from "../model/index.ts";
import type { ReportInput } from "./input.ts";

/** A result as one line of JSON, with what arithmetic says of the document, and with its timeline if that is wanted. */
export function resultJson({ scenario, result, frames }: Omit<ReportInput, "document">, withTimeline: boolean): string {
  const oracle = oracleOf(scenario, result, frames);
  return JSON.stringify({ ...result, oracle, ...(withTimeline && { timeline: toTimeline(frames) }) });
}
