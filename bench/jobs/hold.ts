/** Times one event list of the parts' kind, so that nothing else is compiled for. Started with its name. */
import { Rows } from "../../src/engine/kernel/rows.ts";
import { Wheel } from "../../src/engine/kernel/wheel.ts";
import { HeapList } from "../heap-list.ts";
import { DRAWS, HOLDS, type HoldQuestion, holdsBefore, nanosecondsOf, readTrace, TRACE_WIDTH } from "../hold-model.ts";
import { increments, type TimeLaw } from "../time-laws.ts";
import { answerAll } from "./answer.ts";

const List = process.argv[2] === "heap" ? HeapList : Wheel;

/** Nanoseconds a hold. */
function hold(law: TimeLaw, pending: number): number {
  const waits = increments(law, DRAWS);
  const rows = new Rows();
  const list = new List(rows);
  for (let n = 0; n < pending; n++) list.push(waits[n & (DRAWS - 1)] as number, n, rows.take(), 0);
  let rank = pending;
  const some = (holds: number) => {
    for (let n = 0; n < holds; n++) {
      const time = list.headTime();
      const item = list.pop();
      list.push(time + (waits[rank & (DRAWS - 1)] as number), rank, item, 0);
      rank++;
    }
  };
  some(holdsBefore(pending));
  const start = performance.now();
  some(HOLDS);
  return nanosecondsOf(HOLDS, performance.now() - start);
}

/** Nanoseconds a push and a pop. */
function replay(file: string): number {
  const { trace, pops, items } = readTrace(file);
  const rows = new Rows();
  const list = new List(rows);
  const taken = Int32Array.from({ length: items }, () => rows.take());
  const start = performance.now();
  for (let at = 0; at < trace.length; at += TRACE_WIDTH) {
    const time = trace[at] as number;
    if (time >= 0) {
      list.push(time, trace[at + 1] as number, taken[trace[at + 2] as number] as number, 0);
    } else {
      list.headTime();
      list.pop();
    }
  }
  return nanosecondsOf(pops, performance.now() - start);
}

await answerAll((question: HoldQuestion) =>
  "trace" in question ? replay(question.trace) : hold(question.law, question.pending),
);
