/**
 * Speed, as ratios of medians in one run: the calendar wheel against a heap on the hold model, and the shipped scenarios
 * against the smallest of them. Absolute times depend on the machine; the ratios do not, much.
 */
import { readdirSync, readFileSync } from "node:fs";
import { createSimulation } from "../src/engine/index.ts";
import { EventHeap } from "../src/engine/kernel/heap.ts";
import { log } from "../src/engine/kernel/math.ts";
import { Purpose } from "../src/engine/kernel/random.ts";
import { Wheel } from "../src/engine/kernel/wheel.ts";
import { parseDocumentText } from "../src/model/index.ts";

const REPEATS = 5;
const HOLDS = 500_000;

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}

/** Times several jobs in turn, A B A B ..., so that a drift of the machine strikes all alike; seconds, medians. */
function interleaved(jobs: readonly (() => void)[]): number[] {
  const times = jobs.map((): number[] => []);
  for (let round = 0; round <= REPEATS; round++) {
    jobs.forEach((job, index) => {
      const start = performance.now();
      job();
      // The first round warms up.
      if (round > 0) times[index]?.push((performance.now() - start) / 1000);
    });
  }
  return times.map(median);
}

interface EventList {
  push(time: number, rank: number, item: number): void;
  headTime(): number;
  pop(): number;
}

/** The hold model: pop the earliest of `pending` events and schedule it again an exponential time later. */
function hold(list: EventList, pending: number): void {
  const luck = new Purpose(1, "hold");
  for (let item = 0; item < pending; item++) list.push(-log(luck.uniform(item, 0)), item, item);
  for (let n = 0; n < HOLDS; n++) {
    const time = list.headTime();
    list.push(time - log(luck.uniform(n, 1)), pending + n, list.pop());
  }
}

function wheelList(): EventList {
  const wheel = new Wheel();
  return {
    push: (time, rank, item) => wheel.push(time, rank, item, 0),
    headTime: () => wheel.headTime(),
    pop: () => wheel.pop(),
  };
}

console.log("Hold model, exponential increments: nanoseconds an event, wheel and heap, and wheel / heap");
for (const pending of [10, 1000, 100_000, 1_000_000]) {
  const [wheel = 0, heap = 0] = interleaved([() => hold(wheelList(), pending), () => hold(new EventHeap(), pending)]);
  const each = (seconds: number) => ((seconds / HOLDS) * 1e9).toFixed(0).padStart(6);
  console.log(`${String(pending).padStart(9)} pending ${each(wheel)} ${each(heap)}   ${(wheel / heap).toFixed(2)}`);
}

console.log("\nShipped scenarios: seconds, events, million events a second");
const folder = new URL("../scenarios/", import.meta.url);
for (const file of readdirSync(folder).filter((name) => name.endsWith(".json"))) {
  const parsed = parseDocumentText(readFileSync(new URL(file, folder), "utf8"));
  if (!parsed.ok) throw new Error(`${file} cannot be read`);
  const simulation = createSimulation(parsed.scenario);
  const start = performance.now();
  while (!simulation.advance(1_000_000));
  const seconds = (performance.now() - start) / 1000;
  const { events } = simulation.progress();
  const speed = (events / seconds / 1e6).toFixed(1).padStart(6);
  console.log(`${file.padEnd(26)} ${seconds.toFixed(2).padStart(7)} ${String(events).padStart(10)} ${speed}`);
}
