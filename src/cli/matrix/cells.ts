/** The crash matrix: every call of a saga, struck in every way, and its driver killed at every point. */
import type { DocumentInput, Fault, Link, OrderCounts, Scenario, Story, ViolationKey } from "../../model/index.ts";
import { VIOLATIONS } from "../../model/index.ts";
import type { Input } from "../input.ts";
import { type Refusal, refusalsOf, shrink } from "./shrink.ts";
import { type Call, callsOf, read, type Traced, trace } from "./trace.ts";

export const TROUBLES = ["request lost", "answer lost", "late", "very late", "refused"] as const;
export type Trouble = (typeof TROUBLES)[number];

export const POINTS = ["before the call", "after the effect", "before the log record"] as const;
export type Point = (typeof POINTS)[number];

/** A call that something is done to. */
export interface Target {
  readonly step: string;
  readonly compensation: boolean;
  /** Which call of the order it is, counted from 1. */
  readonly call: number;
}

/** One combination of what goes wrong. */
export interface Cell {
  readonly orders: number;
  /** The service that says no, null when none does. */
  readonly refusedBy: string | null;
  readonly trouble: (Target & { readonly kind: Trouble }) | null;
  readonly crash: (Target & { readonly point: Point }) | null;
  /** Whether the trouble strikes the first call made after the crash. */
  readonly afterCrash: boolean;
  readonly document: DocumentInput;
}

/** What became of a cell. */
export interface Verdict {
  readonly cell: Cell;
  readonly ended: boolean;
  /** What became of its orders; null when the run did not end. */
  readonly fates: OrderCounts | null;
  readonly violations: Readonly<Partial<Record<ViolationKey, number>>>;
  readonly audit: readonly string[];
  readonly failed: boolean;
  /** Of the orders that show the failure; of a cell that holds, none. */
  readonly stories: readonly Story[];
}

export interface Extent {
  /** One order, two, ... */
  readonly orders: readonly number[];
  /** Whether the driver is also killed at every later call than the one that is struck. */
  readonly laterCrashes: boolean;
}

/** Half the width of a fault that strikes one message, in seconds: far less than a message takes. */
const MOMENT = 5e-6;
/** How long a dead driver's instance is away, in seconds. */
const AWAY = 0.05;
/** A late effect comes after so many timeouts. */
const LATENESS: Readonly<Record<"late" | "very late", number>> = { late: 1.07, "very late": 3.03 };

/** Every cell of a document's architecture, each with what became of it. */
export function* crashMatrix(input: Input, { orders, laterCrashes }: Extent): Generator<Verdict> {
  for (const count of orders) {
    for (const refusal of refusalsOf(input)) yield* flow(input, count, refusal, laterCrashes);
  }
}

function* flow(input: Input, orders: number, refusal: Refusal | null, laterCrashes: boolean): Generator<Verdict> {
  const bench = new Bench(input, shrink(input, orders, refusal));
  const base = { orders, refusedBy: refusal?.component ?? null };
  const plain = bench.run([]);
  yield judge({ ...base, trouble: null, crash: null, afterCrash: false, document: plain.document }, plain.traced);
  const calls = bench.callsOf(plain.traced);
  for (const [index, call] of calls.entries()) {
    const target = targetOf(call, index);
    // Without trouble, killed at this call; and trouble again for whoever takes the order up.
    for (const [point, crash] of bench.crashes(call)) {
      const killed = bench.run(crash);
      const struck = { ...target, point };
      yield judge(
        { ...base, trouble: null, crash: struck, afterCrash: false, document: killed.document },
        killed.traced,
      );
      const again = bench.callsOf(killed.traced);
      const at = again.findIndex((other) => other.arrival > (crash[0]?.at ?? Infinity));
      const next = again[at];
      if (next === undefined) continue;
      for (const [kind, fault] of bench.troubles(next)) {
        const { document, traced } = bench.run([...crash, fault]);
        const trouble = { ...targetOf(next, at), kind };
        yield judge({ ...base, trouble, crash: struck, afterCrash: true, document }, traced);
      }
    }
    // With trouble, killed at this call or at any that follows from it.
    for (const [kind, fault] of bench.troubles(call)) {
      const troubled = bench.run([fault]);
      const trouble = { ...target, kind };
      yield judge({ ...base, trouble, crash: null, afterCrash: false, document: troubled.document }, troubled.traced);
      const later = bench.callsOf(troubled.traced);
      for (const [at, other] of later.entries()) {
        if (at < index || (at > index && !laterCrashes)) continue;
        for (const [point, crash] of bench.crashes(other)) {
          const { document, traced } = bench.run([fault, ...crash]);
          yield judge(
            { ...base, trouble, crash: { ...targetOf(other, at), point }, afterCrash: false, document },
            traced,
          );
        }
      }
    }
  }
}

function targetOf({ step, compensation }: Call, index: number): Target {
  return { step, compensation, call: index + 1 };
}

/** The shrunk document, and how to strike its calls. */
class Bench {
  private readonly links = new Map<string, Link>();
  private readonly services = new Map<string, { readonly driver: string; readonly logWrite: number }>();
  private readonly operations = new Map<string, string>();
  private readonly bestEffort = new Set<string>();
  private readonly drivers: string[] = [];
  private readonly scenario: Scenario;

  constructor(
    input: Input,
    private readonly plain: DocumentInput,
  ) {
    this.scenario = read(plain);
    const { components, links } = input.scenario.architecture;
    for (const component of components) {
      if (component.kind !== "orchestrator") continue;
      this.drivers.push(component.id);
      const logWrite = Math.max(1e-3, component.config.logWrite ?? 0);
      for (const { step, component: service, operation, compensation, onFailure } of component.config.saga) {
        this.services.set(service, { driver: component.id, logWrite });
        this.operations.set(`${step} false`, operation);
        if (compensation !== null) this.operations.set(`${step} true`, compensation);
        if (onFailure === "continue") this.bestEffort.add(step);
      }
    }
    for (const link of links) if (this.drivers.includes(link.from)) this.links.set(link.to, link);
  }

  run(faults: readonly Fault[]): { readonly document: DocumentInput; readonly traced: Traced | null } {
    return { document: { ...this.plain, faults }, traced: trace({ ...this.scenario, faults }) };
  }

  /** The calls of the first order. */
  callsOf(traced: Traced | null): Call[] {
    return callsOf(traced?.stories[0], this.bestEffort);
  }

  /** One fault for each trouble that this call can be in. */
  troubles(call: Call): [Trouble, Fault][] {
    const { component, arrival, effect } = call;
    const { driver } = this.service(component);
    const operation = this.operations.get(`${call.step} ${call.compensation}`) ?? null;
    const outage = (answers: "nothing" | "error"): Fault => ({
      kind: "outage",
      target: component,
      operation,
      answers,
      ...during(arrival),
    });
    const found: [Trouble, Fault][] = [
      ["request lost", outage("nothing")],
      ["refused", outage("error")],
    ];
    if (effect === null) return found;
    found.push(["answer lost", { kind: "partition", from: driver, to: component, ...during(effect) }]);
    const timeout = this.links.get(component)?.timeout ?? null;
    if (timeout === null || effect <= arrival) return found;
    for (const kind of ["late", "very late"] as const) {
      const factor = (timeout * LATENESS[kind]) / (effect - arrival);
      if (factor > 1) found.push([kind, { kind: "slowdown", target: component, factor, ...during(arrival) }]);
    }
    return found;
  }

  /** The driver killed at each point of this call that there is. */
  crashes(call: Call): [Point, Fault[]][] {
    const { component, arrival, effect, timeout } = call;
    const { logWrite } = this.service(component);
    const latency = Math.max(1e-3, this.links.get(component)?.latency ?? 0);
    const found: [Point, Fault[]][] = [["before the call", this.kill(arrival - latency - MOMENT)]];
    if (effect !== null) found.push(["after the effect", this.kill(effect + MOMENT)]);
    const known = timeout ?? (effect === null ? null : effect + latency);
    if (known !== null) found.push(["before the log record", this.kill(known + logWrite / 2)]);
    return found;
  }

  private kill(at: number): Fault[] {
    return this.drivers.map((target) => ({
      kind: "crash",
      target,
      instance: null,
      at: Math.max(0, at),
      duration: AWAY,
    }));
  }

  private service(id: string): { readonly driver: string; readonly logWrite: number } {
    const service = this.services.get(id);
    if (service === undefined) throw new Error(`no saga calls ${JSON.stringify(id)}`);
    return service;
  }
}

function during(instant: number): { readonly at: number; readonly duration: number } {
  return { at: Math.max(0, instant - MOMENT), duration: 2 * MOMENT };
}

function judge(cell: Cell, traced: Traced | null): Verdict {
  if (traced === null) return { cell, ended: false, fates: null, violations: {}, audit: [], failed: true, stories: [] };
  const { result, audit, stories } = traced;
  const keys = (Object.keys(VIOLATIONS) as ViolationKey[]).filter((key) => result.ledger.violations[key] > 0);
  const violations = Object.fromEntries(keys.map((key) => [key, result.ledger.violations[key]]));
  const ended = result.run.ended === "drained" && result.orders.inFlight === 0;
  const failed = !ended || keys.length > 0 || audit.length > 0;
  const shown = new Set(keys.flatMap((key) => result.examples[key]?.order ?? []));
  const told = failed ? stories.filter(({ order }) => shown.size === 0 || shown.has(order)) : [];
  return { cell, ended, fates: result.orders, violations, audit, failed, stories: told };
}
