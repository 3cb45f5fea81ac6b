/** Times the event list that is compiled with bench/core/hold.ts into one WebAssembly program. Started with its file. */
import { readFileSync } from "node:fs";
import { DRAWS, HOLDS, type HoldQuestion, holdsBefore, nanosecondsOf, readTrace, TRACE_WIDTH } from "../hold-model.ts";
import { increments, type TimeLaw } from "../time-laws.ts";
import { answerAll } from "./answer.ts";

/** What bench/core/hold.ts offers. */
interface Exports {
  readonly memory: { readonly buffer: ArrayBuffer };
  reserve(count: number): number;
  makeTokens(count: number): void;
  begin(pending: number, draws: number): void;
  hold(times: number, draws: number): void;
  replay(operations: number): number;
}

/** What WebAssembly is to this job: Node's types do not say. */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: unknown };
};

const program = new WebAssembly.Module(readFileSync(process.argv[2] ?? ""));

/** A list on which nothing is, beside these numbers and with tokens for so many items. */
function listWith(numbers: Float64Array, items: number): Exports {
  const exports = new WebAssembly.Instance(program).exports as Exports;
  const at = exports.reserve(numbers.length);
  new Float64Array(exports.memory.buffer, at, numbers.length).set(numbers);
  exports.makeTokens(items);
  return exports;
}

/** Nanoseconds a hold. */
function hold(law: TimeLaw, pending: number): number {
  const list = listWith(increments(law, DRAWS), pending);
  list.begin(pending, DRAWS);
  list.hold(holdsBefore(pending), DRAWS);
  const start = performance.now();
  list.hold(HOLDS, DRAWS);
  return nanosecondsOf(HOLDS, performance.now() - start);
}

/** Nanoseconds a push and a pop. */
function replay(file: string): number {
  const { trace, pops, items } = readTrace(file);
  const list = listWith(trace, items);
  const start = performance.now();
  list.replay(trace.length / TRACE_WIDTH);
  return nanosecondsOf(pops, performance.now() - start);
}

await answerAll((question: HoldQuestion) =>
  "trace" in question ? replay(question.trace) : hold(question.law, question.pending),
);
