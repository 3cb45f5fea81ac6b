import { KINDS, operationsOf, type Scenario } from "../../model/index.ts";
import { Fate, Outcome } from "../kernel/calls.ts";
import { Class } from "../kernel/lanes.ts";
import { addressOf, type Handler, type Timer } from "../kernel/scheduler.ts";
import type { World } from "./world.ts";

/** What a part asks of another one while it has a call of its own. */
export interface Errand {
  readonly component: string;
  readonly operation: string;
}

interface Route {
  readonly target: number;
  readonly operation: number;
  readonly there: Timer;
  readonly back: Timer;
  /** Counted from the moment the call is sent; null = it waits for ever. */
  readonly timeout: Timer | null;
  /** Which of the places that ask this of the callee, and how many there are: keeps their luck apart. */
  readonly site: number;
  readonly sites: number;
}

/** Events of a part with errands, from the first number that it gives them. */
const ARRIVED = 0;
const BACK = 1;
const TIMED_OUT = 2;

/**
 * Calls within a call: sent over the link to the callee, answered over the same link, given up after its timeout. The
 * callee works on all the same.
 */
export class Errands {
  /** What its events do, by number. */
  readonly handlers: readonly Handler[] = [
    (call) => this.world.deliver(call, this.routeOf(call).target),
    (call) => this.end(call),
    (call) => this.giveUp(call),
  ];
  private readonly routes: readonly Route[];

  /**
   * @param first number of the part's first event that is the errands'
   * @param done is told how an errand ended: for which call, and which it was
   */
  constructor(
    private readonly world: World,
    private readonly self: number,
    private readonly first: number,
    errands: readonly Errand[],
    private readonly done: (parent: number, which: number, outcome: number) => void,
  ) {
    const { scheduler, scenario } = world;
    const { id } = world.component(self);
    this.routes = errands.map(({ component, operation }, index) => {
      const target = world.indexOf(component);
      const link = world.link(id, component);
      const latency = link?.latency ?? 0;
      const places = callPlaces(scenario, component, operation);
      return {
        target,
        operation: Object.keys(operationsOf(scenario.architecture, world.component(target))).indexOf(operation),
        there: scheduler.lane([latency], Class.delivery),
        back: scheduler.lane([latency], Class.delivery),
        timeout: link?.timeout ? scheduler.lane([link.timeout], Class.timeout, scheduler.calls) : null,
        site: Math.max(0, places.indexOf(`${id} ${index}`)),
        sites: Math.max(1, places.length),
      };
    });
  }

  /** Runs an errand for a call that this part has. */
  send(parent: number, which: number): void {
    const { world, self } = this;
    const { calls } = world.scheduler;
    const { target, operation, there, timeout, site, sites } = this.routes[which] as Route;
    const call = world.openCall(calls.order[parent] as number, self);
    calls.context[call] = parent;
    calls.driver[call] = which;
    calls.operation[call] = operation;
    calls.attempt[call] = (calls.attempt[parent] as number) * sites + site;
    calls.deadline.set(call, timeout === null ? Infinity : timeout.due());
    timeout?.start(call, addressOf(self, this.first + TIMED_OUT));
    if (there.immediate) world.deliver(call, target);
    else there.start(call, addressOf(self, this.first + ARRIVED));
  }

  /** The callee has the outcome. */
  returned(call: number): void {
    const { world } = this;
    const { calls, now } = world.scheduler;
    if (calls.fate.of(call) === Fate.orphaned) {
      world.closeCall(call);
      return;
    }
    const { back } = this.routeOf(call);
    if (now + back.delay >= calls.deadline.of(call)) {
      calls.fate.set(call, Fate.silent);
      return;
    }
    if (back.immediate) this.end(call);
    else back.start(call, addressOf(this.self, this.first + BACK));
  }

  private routeOf(call: number): Route {
    return this.routes[this.world.scheduler.calls.driver[call] as number] as Route;
  }

  private end(call: number): void {
    const { calls } = this.world.scheduler;
    const parent = calls.context[call] as number;
    const which = calls.driver[call] as number;
    const outcome = calls.outcome.of(call);
    this.world.closeCall(call);
    this.done(parent, which, outcome);
  }

  private giveUp(call: number): void {
    const { calls } = this.world.scheduler;
    const parent = calls.context[call] as number;
    const which = calls.driver[call] as number;
    // What is at the callee, or on its way there, comes back for nobody.
    if (calls.fate.of(call) === Fate.silent) this.world.closeCall(call);
    else calls.fate.set(call, Fate.orphaned);
    this.done(parent, which, Outcome.timedOut);
  }
}

/** All the places in a document that ask an operation of a component within a call: "<component> <number of its errand>". */
function callPlaces({ architecture }: Scenario, component: string, operation: string): string[] {
  return architecture.components.flatMap((caller) => {
    if (caller.kind === "service") {
      return caller.config.calls.flatMap((call, index) =>
        call.component === component && call.operation === operation ? `${caller.id} ${index}` : [],
      );
    }
    const behind = architecture.links.some(({ from, to }) => from === caller.id && to === component);
    return caller.kind === "cache" && behind && operation in KINDS.database.operations ? `${caller.id} 0` : [];
  });
}
