import { type ComponentOf, type Operations, operationsOf, secondsOf } from "../../model/index.ts";
import { Class } from "../kernel/lanes.ts";
import type { Timer } from "../kernel/scheduler.ts";
import { Guard } from "./guard.ts";
import type { World } from "./world.ts";

/** What a coordinator asks of its participants. */
export const Ask = { prepare: 0, commit: 1, abort: 2, tell: 3 } as const;
export type AskCode = (typeof Ask)[keyof typeof Ask];

/** A step of the saga as a two-phase commit sees it: a service that votes, or one that is told afterwards. */
export interface Participant {
  readonly name: string;
  /** Number and id of the service. */
  readonly target: number;
  readonly id: string;
  /** Numbers of the operations by {@link Ask}; -1 where there is nothing to ask. */
  readonly operations: readonly [prepare: number, commit: number, abort: number, tell: number];
  /** Which of the steps that ask for the same operation it is, and how many there are. */
  readonly occurrence: number;
  readonly occurrences: number;
  readonly there: Timer;
  readonly back: Timer;
  readonly timeout: Timer | null;
  readonly guard: Guard | null;
  /** Of preparing and of committing without waiting, in seconds. */
  readonly shortest: readonly [prepare: number, commit: number];
}

export interface Participants {
  readonly voters: readonly Participant[];
  /** Best-effort steps: asked once all is committed, and nobody waits. */
  readonly told: readonly Participant[];
}

/** Who takes part in the transactions of this orchestrator, from the steps of its saga. */
export function participantsOf(world: World, { id, config }: ComponentOf<"orchestrator">): Participants {
  const voters: Participant[] = [];
  const told: Participant[] = [];
  const guards = new Map<string, Guard | null>();
  /** Operations that an earlier step's commit carries out already. */
  const committed = new Set<string>();
  const seen = new Map<string, number>();
  for (const step of config.saga) {
    const target = world.indexOf(step.component);
    const component = world.component(target);
    const { architecture } = world.scenario;
    const operations: Operations = operationsOf(architecture, component);
    const number = (name: string | null) => (name === null ? -1 : Object.keys(operations).indexOf(name));
    const bestEffort = step.onFailure === "continue";
    if (!bestEffort && committed.has(`${step.component}/${step.operation}`)) continue;
    const twoPhase = operations[step.operation]?.twoPhase;
    const prepare = twoPhase?.prepare ?? step.operation;
    const commit = twoPhase?.commit ?? null;
    const abort = twoPhase?.abort ?? step.compensation;
    if (!bestEffort && commit !== null) committed.add(`${step.component}/${commit}`);
    const key = `${step.component}/${bestEffort ? step.operation : prepare}`;
    const occurrence = seen.get(key) ?? 0;
    seen.set(key, occurrence + 1);
    if (!guards.has(step.component)) guards.set(step.component, Guard.between(world, id, step.component));
    const link = world.link(id, step.component);
    const timeout = link?.timeout ?? null;
    const { scheduler } = world;
    (bestEffort ? told : voters).push({
      name: step.step,
      target,
      id: step.component,
      operations: bestEffort
        ? [-1, -1, -1, number(step.operation)]
        : [number(prepare), number(commit), number(abort), -1],
      occurrence,
      occurrences: config.saga.length,
      there: scheduler.lane([link?.latency ?? 0], Class.delivery),
      back: scheduler.lane([link?.latency ?? 0], Class.delivery),
      timeout: timeout === null ? null : scheduler.lane([timeout], Class.timeout, scheduler.calls),
      guard: guards.get(step.component) ?? null,
      shortest: [
        secondsOf(architecture, component, prepare),
        commit === null ? 0 : secondsOf(architecture, component, commit),
      ],
    });
  }
  return { voters, told };
}
