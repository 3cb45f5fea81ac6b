/** Times one event list, so that nothing else is compiled for: the hold model, and recorded traces. Started with its name. */
import { readFileSync } from "node:fs";
import { Wheel } from "../../src/engine/kernel/wheel.ts";
import { HeapList } from "../heap-list.ts";
import { increments, type TimeLaw } from "../time-laws.ts";
import { answerAll } from "./answer.ts";

const List = process.argv[2] === "heap" ? HeapList : Wheel;
const HOLDS = 400_000;
const DRAWS = 1 << 20;
/** Of each operation of a trace: time (-1: a pop), rank, item. */
const TRACE_WIDTH = 3;

export type HoldQuestion = { readonly law: TimeLaw; readonly pending: number } | { readonly trace: string };

/** Nanoseconds a hold (or a push and a pop): take the earliest of `pending` events, and schedule it anew. */
function hold(law: TimeLaw, pending: number): number {
  const waits = increments(law, DRAWS);
  const list = new List();
  for (let item = 0; item < pending; item++) list.push(waits[item & (DRAWS - 1)] as number, item, item, 0);
  let rank = pending;
  const some = (holds: number) => {
    for (let n = 0; n < holds; n++) {
      const time = list.headTime();
      const item = list.pop();
      list.push(time + (waits[rank & (DRAWS - 1)] as number), rank, item, 0);
      rank++;
    }
  };
  // Once through, so that the list is as it is in the long run, and has adapted.
  some(Math.max(pending, HOLDS / 4));
  const start = performance.now();
  some(HOLDS);
  return ((performance.now() - start) * 1e6) / HOLDS;
}

function replay(file: string): number {
  const bytes = readFileSync(file);
  const trace = new Float64Array(bytes.buffer, bytes.byteOffset, bytes.length / 8);
  const list = new List();
  let pops = 0;
  const start = performance.now();
  for (let at = 0; at < trace.length; at += TRACE_WIDTH) {
    const time = trace[at] as number;
    if (time >= 0) {
      list.push(time, trace[at + 1] as number, trace[at + 2] as number, 0);
    } else {
      list.headTime();
      list.pop();
      pops++;
    }
  }
  return ((performance.now() - start) * 1e6) / pops;
}

await answerAll((question: HoldQuestion) =>
  "trace" in question ? replay(question.trace) : hold(question.law, question.pending),
);
