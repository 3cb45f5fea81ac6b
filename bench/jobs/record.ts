/**
 * Writes down what a run asks of its event list: each event that is pushed, and each pop, from the start of the run. To be
 * started with the engine in its single modules, since it listens at one of them.
 */
import { writeFileSync } from "node:fs";
import { createSimulation } from "../../src/engine/index.ts";
import { Wheel } from "../../src/engine/kernel/wheel.ts";
import type { DocumentInput } from "../../src/model/index.ts";
import { answerAll } from "./answer.ts";
import { scenarioOf } from "./scenario.ts";

/** Of each operation: time (-1: a pop), rank, item. */
const TRACE_WIDTH = 3;

await answerAll(({ document, out, operations }: { document: DocumentInput; out: string; operations: number }) => {
  const trace = new Float64Array(operations * TRACE_WIDTH);
  let length = 0;
  let pending = 0;
  let most = 0;
  const { push, pop } = Wheel.prototype;
  // Rows have the numbers of places in memory; written down are those of the things in them, from 0 on.
  const items = new Map<number, number>();
  const numberOf = (row: number) => {
    const known = items.get(row) ?? items.size;
    items.set(row, known);
    return known;
  };
  const write = (time: number, rank: number, item: number) => {
    if (length < operations) trace.set([time, rank, item], length++ * TRACE_WIDTH);
  };
  Wheel.prototype.push = function (this: Wheel, time, rank, item, address) {
    write(time, rank, numberOf(item));
    most = Math.max(most, ++pending);
    push.call(this, time, rank, item, address);
  };
  Wheel.prototype.pop = function (this: Wheel) {
    write(-1, 0, 0);
    pending--;
    return pop.call(this);
  };
  // The parts push every event; the express lane writes some where they stand.
  const simulation = createSimulation(scenarioOf(document), { express: false });
  while (length < operations && !simulation.advance(10_000));
  if (length === 0) throw new Error("the engine that ran has another event list than the one that was listened at");
  writeFileSync(out, new Uint8Array(trace.buffer, 0, length * TRACE_WIDTH * 8));
  return { operations: length, mostPending: most };
});
