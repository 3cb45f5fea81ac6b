import { type ComponentOf, commandQueuesBetween, operationsOf } from "../../model/index.ts";
import { Class } from "../kernel/lanes.ts";
import type { Timer } from "../kernel/scheduler.ts";
import type { World } from "./world.ts";

/** One step of a saga, resolved to numbers. */
export interface Step {
  readonly name: string;
  /** Number of the service that is called. */
  readonly target: number;
  /** Number of the part that the call goes to first: the service, or the queue in front of it. */
  readonly via: number;
  /** Whether the call waits in a queue, and meanwhile holds no worker. */
  readonly queued: boolean;
  readonly operation: number;
  readonly operationName: string;
  /** Operation that undoes it, -1 for none. */
  readonly compensation: number;
  /** Its failure does not matter, and nobody waits for it. */
  readonly bestEffort: boolean;
  /** Which call of the same operation this is among the steps; keeps the luck of equal steps apart. */
  readonly occurrence: number;
  /** How many steps call the same operation. */
  readonly occurrences: number;
  /** The way there, or to the queue in front of it, in seconds. */
  readonly latency: number;
  /** The way back from the service, in seconds. */
  readonly back: number;
  /** In seconds; null = the caller waits for ever. */
  readonly timeout: number | null;
}

/** The saga of an orchestrator, resolved; at most 30 steps, which the model sees to. */
export function compileSaga(
  world: World,
  { id, config }: ComponentOf<"orchestrator"> | ComponentOf<"eventQueue">,
): Step[] {
  const seen = new Map<string, number>();
  const total = new Map<string, number>();
  const key = (step: (typeof config.saga)[number]) => `${step.component}/${step.operation}`;
  for (const step of config.saga) total.set(key(step), (total.get(key(step)) ?? 0) + 1);
  return config.saga.map((step) => {
    const target = world.indexOf(step.component);
    const names = Object.keys(operationsOf(world.scenario.architecture, world.component(target)));
    const occurrence = seen.get(key(step)) ?? 0;
    seen.set(key(step), occurrence + 1);
    const [queue] = commandQueuesBetween(world.scenario.architecture, id, step.component);
    const link = world.link(id, queue ?? step.component);
    const latency = link?.latency ?? 0;
    return {
      name: step.step,
      target,
      via: queue === undefined ? target : world.indexOf(queue),
      queued: queue !== undefined,
      operation: names.indexOf(step.operation),
      operationName: step.operation,
      compensation: step.compensation === null ? -1 : names.indexOf(step.compensation),
      bestEffort: step.onFailure === "continue",
      occurrence,
      occurrences: total.get(key(step)) ?? 1,
      latency,
      back: queue === undefined ? latency : latency + world.latency(queue, step.component),
      timeout: link?.timeout ?? null,
    };
  });
}

/** The way to a call: when it arrives, and when its caller stops waiting. */
export interface Way {
  readonly arrival: Timer;
  /** Counted from the moment the call is sent; null = never. */
  readonly timeout: Timer | null;
}

/**
 * The waits between the answer of one step and the arrival of the next call, as one event: the way back, the log write
 * (the outcome of one step and the intent of the next are one record), the way there.
 */
export class Hops {
  /** By step last called (or none) and step to call. */
  private readonly ways: Way[] = [];
  private readonly ends: Timer[] = [];
  /** By step to call: from a caller that has nothing to log first. */
  private readonly direct: Way[];

  constructor(
    world: World,
    private readonly steps: readonly Step[],
    readonly logWrite: number,
  ) {
    const { scheduler } = world;
    const way = (before: readonly number[], { latency, timeout }: Step): Way => ({
      arrival: scheduler.lane([...before, latency], Class.delivery),
      timeout: timeout === null ? null : scheduler.lane([...before, timeout], Class.timeout, scheduler.calls),
    });
    for (let from = -1; from < steps.length; from++) {
      const back = from < 0 ? 0 : (steps[from] as Step).back;
      for (const step of steps) this.ways.push(way([back, logWrite], step));
      this.ends.push(scheduler.lane([back, logWrite], Class.delivery));
    }
    this.direct = steps.map((step) => way([], step));
  }

  /** From the answer of step `from` (-1: from the caller itself) to the arrival at step `to`. */
  between(from: number, to: number): Way {
    return this.ways[(from + 1) * this.steps.length + to] as Way;
  }

  /** From the caller to step `to`, with nothing to log. */
  to(to: number): Way {
    return this.direct[to] as Way;
  }

  /** From the answer of step `from` (-1: from the caller itself) to the terminal record in the log. */
  toEnd(from: number): Timer {
    return this.ends[from + 1] as Timer;
  }
}
