import { type ComponentOf, KINDS } from "../../model/index.ts";
import { Class } from "../kernel/lanes.ts";
import type { Timer } from "../kernel/scheduler.ts";
import type { World } from "./world.ts";

/** One step of a saga, resolved to numbers. */
export interface Step {
  readonly name: string;
  /** Number of the part that is called. */
  readonly target: number;
  readonly operation: number;
  /** Operation that undoes it, -1 for none. */
  readonly compensation: number;
  /** Its failure does not matter, and nobody waits for it. */
  readonly bestEffort: boolean;
  /** Which call of the same operation this is among the steps; keeps the luck of equal steps apart. */
  readonly occurrence: number;
  /** How many steps call the same operation. */
  readonly occurrences: number;
  /** One way, in seconds. */
  readonly latency: number;
}

/** The saga of an orchestrator, resolved; at most 30 steps, which {@link KINDS} sees to. */
export function compileSaga(world: World, { id, config }: ComponentOf<"orchestrator">): Step[] {
  const seen = new Map<string, number>();
  const total = new Map<string, number>();
  const key = (step: (typeof config.saga)[number]) => `${step.component}/${step.operation}`;
  for (const step of config.saga) total.set(key(step), (total.get(key(step)) ?? 0) + 1);
  return config.saga.map((step) => {
    const target = world.indexOf(step.component);
    const names = Object.keys(KINDS[world.component(target).kind].operations);
    const occurrence = seen.get(key(step)) ?? 0;
    seen.set(key(step), occurrence + 1);
    return {
      name: step.step,
      target,
      operation: names.indexOf(step.operation),
      compensation: step.compensation === null ? -1 : names.indexOf(step.compensation),
      bestEffort: step.onFailure === "continue",
      occurrence,
      occurrences: total.get(key(step)) ?? 1,
      latency: world.latency(id, step.component),
    };
  });
}

/**
 * The waits between the answer of one step and the arrival of the next call, as one event: the way back, the log write
 * (the outcome of one step and the intent of the next are one record), the way there.
 */
export class Hops {
  /** By step last called (or none) and step to call (or none). */
  private readonly timers: Timer[] = [];

  constructor(
    world: World,
    private readonly steps: readonly Step[],
    logWrite: number,
  ) {
    const n = steps.length;
    for (let from = -1; from < n; from++) {
      const back = from < 0 ? 0 : (steps[from] as Step).latency;
      for (let to = 0; to <= n; to++) {
        const there = to === n ? 0 : (steps[to] as Step).latency;
        this.timers.push(world.scheduler.lane([back, logWrite, there], Class.delivery));
      }
    }
  }

  /** From the answer of step `from` (-1: from the start) to the arrival at step `to`. */
  between(from: number, to: number): Timer {
    return this.timers[(from + 1) * (this.steps.length + 1) + to] as Timer;
  }

  /** From the answer of step `from` (-1: from the start) to the terminal record in the log. */
  toEnd(from: number): Timer {
    return this.between(from, this.steps.length);
  }
}
