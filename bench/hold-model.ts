/** What is asked of an event list that is measured alone: the hold model, and traces that were recorded of runs. */
import { readFileSync } from "node:fs";
import type { TimeLaw } from "./time-laws.ts";

/** The hold model: take the earliest of `pending` events, and schedule it anew, a wait by the law later. */
export type HoldQuestion = { readonly law: TimeLaw; readonly pending: number } | { readonly trace: string };

/** Holds that are timed. */
export const HOLDS = 400_000;
/** Waits that are drawn, a power of two; after the last comes the first again. */
export const DRAWS = 1 << 20;

/** Holds before those that are timed: once through, so that the list is as it is in the long run, and has adapted. */
export function holdsBefore(pending: number): number {
  return Math.max(pending, HOLDS / 4);
}

/** Of each operation of a trace: time (-1: a pop), rank, item. */
export const TRACE_WIDTH = 3;

/** Reads a trace, and counts its pops and the items in it, which are numbered from 0 on. */
export function readTrace(file: string): {
  readonly trace: Float64Array;
  readonly pops: number;
  readonly items: number;
} {
  const bytes = readFileSync(file);
  const trace = new Float64Array(bytes.buffer, bytes.byteOffset, bytes.length / 8);
  let pops = 0;
  let items = 0;
  for (let at = 0; at < trace.length; at += TRACE_WIDTH) {
    if ((trace[at] as number) < 0) pops++;
    else items = Math.max(items, (trace[at + 2] as number) + 1);
  }
  return { trace, pops, items };
}

/** Nanoseconds of one, when so many took so long. */
export function nanosecondsOf(count: number, milliseconds: number): number {
  return (milliseconds * 1e6) / count;
}
