/** Whether the parts of a scenario fit together: what can be drawn but not run. */
import type { Component, ComponentOf, Scenario } from "./document.ts";
import { KINDS, type Kind } from "./kinds/index.ts";
import type { KindDefinition } from "./kinds/kind.ts";
import { linkFieldsOf } from "./links.ts";
import { operationsOf } from "./operations.ts";
import { type Problem, problemAt } from "./problems.ts";
import { commandQueuesBetween, stepsOf } from "./routing.ts";

/** Whether a link from a component of one kind to a component of the other means anything. */
export function canLink(from: Kind, to: Kind): boolean {
  return Boolean(definition(from).ports.calls?.includes(to) || definition(to).ports.accepts?.includes(from));
}

/**
 * Says what keeps a scenario from running (severity "error"), and what it leaves unused ("warning"). Problems name the place and the
 * component. A component no order can reach is a warning, whatever is wrong with it.
 */
export function checkWiring(scenario: Scenario): readonly Problem[] {
  const plan = new Plan(scenario);
  return [
    ...checkLinks(plan),
    ...checkCallers(plan),
    ...checkCycles(plan),
    ...checkSources(plan),
    ...checkAmounts(plan),
    ...checkOutgoing(plan),
    ...checkQueues(plan),
    ...checkBalancers(plan),
    ...checkSagas(plan),
    ...checkInnerCalls(plan),
    ...checkUnused(plan),
    ...checkFaults(plan),
    ...checkGoals(plan),
  ];
}

type Driver = ComponentOf<"orchestrator"> | ComponentOf<"eventQueue">;

/** The architecture with what the checks ask of it worked out once. */
class Plan {
  readonly components: readonly Component[];
  readonly byId: ReadonlyMap<string, Component>;
  readonly reached: ReadonlySet<Component>;
  /** What the sagas of reached orchestrators call, and what that calls in turn. */
  readonly called: ReadonlySet<string>;

  constructor(readonly scenario: Scenario) {
    this.components = scenario.architecture.components;
    this.byId = new Map(this.components.map((component) => [component.id, component]));
    const reached = new Set(this.components.filter(({ kind }) => definition(kind).role === "source"));
    for (const component of reached) for (const next of this.linkedFrom(component)) reached.add(next);
    this.reached = reached;
    this.called = calledIds(scenario.architecture, this.drivers());
  }

  linkedFrom(component: Component): readonly Component[] {
    const targets = this.scenario.architecture.links.filter((link) => link.from === component.id);
    return targets.flatMap(({ to }) => this.byId.get(to) ?? []);
  }

  linkedTo(component: Component): readonly Component[] {
    const sources = this.scenario.architecture.links.filter((link) => link.to === component.id);
    return sources.flatMap(({ from }) => this.byId.get(from) ?? []);
  }

  /** What sends orders from service to service. */
  drivers(): readonly Driver[] {
    return [...this.reached].filter(
      (component): component is Driver => component.kind === "orchestrator" || component.kind === "eventQueue",
    );
  }

  at(component: Component, ...rest: readonly PropertyKey[]): PropertyKey[] {
    return ["architecture", "components", this.components.indexOf(component), ...rest];
  }
}

function checkLinks({ scenario, byId }: Plan): Problem[] {
  return scenario.architecture.links.flatMap((link, index) => {
    const from = byId.get(link.from);
    const to = byId.get(link.to);
    if (!from || !to || canLink(from.kind, to.kind)) return [];
    const allowed = (Object.keys(KINDS) as Kind[]).filter((kind) => canLink(from.kind, kind));
    const hint = allowed.length === 0 ? "it calls nothing" : `it calls ${allowed.join(", ")}`;
    return [problemAt(["architecture", "links", index], `${named(from)} cannot call ${named(to)} (${hint})`, from.id)];
  });
}

/** Only an orchestrator waits for answers in a way that retries and the like mean something; what calls others for it can give up on them. */
function checkCallers({ scenario, byId }: Plan): Problem[] {
  return scenario.architecture.links.flatMap((link, index) => {
    const from = byId.get(link.from);
    if (!from) return [];
    const known = linkFieldsOf(from.kind);
    const { loss, timeout, retries, circuitBreaker, bulkhead } = link;
    const given = { loss: loss > 0, timeout, retries: retries.max > 0, circuitBreaker, bulkhead };
    return Object.entries(given).flatMap(([field, set]) => {
      if (!set || known.includes(field)) return [];
      const whose = field === "timeout" ? "an orchestrator, a service or a cache" : "an orchestrator";
      return [problemAt(["architecture", "links", index, field], `is for links out of ${whose} only`, from.id)];
    });
  });
}

/** What orders can come to behind these drivers: what their steps call, and what that calls in turn. */
export function calledIds(
  { components, links }: Scenario["architecture"],
  drivers: readonly Component[],
): ReadonlySet<string> {
  const called = new Set(drivers.flatMap(stepsOf).map((step) => step.component));
  for (const id of called) {
    const component = components.find((each) => each.id === id);
    if (component?.kind === "service") for (const call of component.config.calls) called.add(call.component);
    else for (const link of links) if (link.from === id) called.add(link.to);
  }
  return called;
}

function checkCycles(plan: Plan): Problem[] {
  const rest = new Set(plan.components);
  const isEnd = (component: Component) => !plan.linkedFrom(component).some((next) => rest.has(next));
  for (let ends = [...rest].filter(isEnd); ends.length > 0; ends = [...rest].filter(isEnd)) {
    for (const end of ends) rest.delete(end);
  }
  const circle = [...rest].filter((component) => reachesItself(plan, component));
  const [first] = circle;
  if (!first) return [];
  return [
    problemAt(plan.at(first), `is part of a circle of links: ${circle.map(({ id }) => id).join(", ")}`, first.id),
  ];
}

function reachesItself(plan: Plan, start: Component): boolean {
  const seen = new Set(plan.linkedFrom(start));
  for (const component of seen) for (const next of plan.linkedFrom(component)) seen.add(next);
  return seen.has(start);
}

/** How many orders one source may place, and how many sources there may be: what the engine can number. */
const ORDERS_MAX = 100_000_000;
const SOURCES_MAX = 16;

function checkAmounts(plan: Plan): Problem[] {
  const sources = plan.components.filter((component) => component.kind === "shoppers");
  const tooMany = sources
    .slice(SOURCES_MAX)
    .map((source) => problemAt(plan.at(source), `is one of more than ${SOURCES_MAX} sources of orders`, source.id));
  const tooLarge = sources.flatMap((source) => {
    const { arrivals } = source.config;
    const expected =
      arrivals.process === "counts"
        ? arrivals.counts.reduce((sum, count) => sum + count, 0)
        : arrivals.stages.reduce(
            ({ orders, rate }, { target, duration }) => ({
              orders: orders + ((rate + target) / 2) * duration,
              rate: target,
            }),
            { orders: 0, rate: arrivals.startRate },
          ).orders;
    if (expected <= ORDERS_MAX) return [];
    return [problemAt(plan.at(source, "config", "arrivals"), `places more than ${ORDERS_MAX} orders`, source.id)];
  });
  return [...tooMany, ...tooLarge];
}

function checkSources(plan: Plan): Problem[] {
  if (plan.components.some(({ kind }) => definition(kind).role === "source")) return [];
  return [problemAt(["architecture", "components"], "needs at least one shoppers component: nobody places an order")];
}

function checkOutgoing(plan: Plan): Problem[] {
  return [...plan.reached].flatMap((component) => {
    const { callsExactly, calls = [] } = definition(component.kind).ports;
    const linked = plan.linkedFrom(component).length;
    if (callsExactly === undefined || linked === callsExactly) return [];
    const wanted = `must be linked to exactly ${callsExactly === 1 ? "one" : callsExactly} ${calls.join(" or ")}`;
    return [
      problemAt(
        plan.at(component),
        `${named(component)} ${wanted} (it is linked to ${linked || "none"})`,
        component.id,
      ),
    ];
  });
}

/** A load balancer offers what all those behind it offer alike. */
function checkBalancers(plan: Plan): Problem[] {
  return [...plan.reached].flatMap((component) => {
    if (component.kind !== "loadBalancer" || !plan.called.has(component.id)) return [];
    const behind = plan.linkedFrom(component);
    const kinds = new Set(behind.map(({ kind }) => kind));
    if (kinds.size === 1) return [];
    const found = kinds.size === 0 ? "nothing" : [...kinds].join(" and ");
    const message = `${named(component)} must be linked to components of one kind (it is linked to ${found})`;
    return [problemAt(plan.at(component), message, component.id)];
  });
}

/** What services ask of others while they have a call of their own. */
function checkInnerCalls(plan: Plan): Problem[] {
  return [...plan.reached].flatMap((component) => {
    if (component.kind !== "service" || !plan.called.has(component.id)) return [];
    return component.config.calls.flatMap((call, index) => {
      const problem = (message: string, key: string) =>
        problemAt(plan.at(component, "config", "calls", index, key), message, component.id);
      const target = plan.byId.get(call.component);
      if (!target) return [problem(`no component has the id ${JSON.stringify(call.component)}`, "component")];
      if (!plan.linkedFrom(component).includes(target))
        return [problem(`${named(component)} is not wired to ${named(target)}`, "component")];
      const offered = Object.keys(operationsOf(plan.scenario.architecture, target));
      if (offered.includes(call.operation)) return [];
      const has = `(it has ${offered.join(", ") || "none"})`;
      return [problem(`${named(target)} has no operation ${JSON.stringify(call.operation)} ${has}`, "operation")];
    });
  });
}

/** A queue keeps either orders for one orchestrator, or commands for services. */
function checkQueues(plan: Plan): Problem[] {
  return [...plan.reached].flatMap((queue) => {
    if (queue.kind !== "queue") return [];
    const problem = (message: string, ...key: readonly string[]) =>
      problemAt(plan.at(queue, ...key), message, queue.id);
    const next = plan.linkedFrom(queue);
    const before = plan.linkedTo(queue);
    if (!before.some(({ kind }) => definition(kind).role === "driver")) {
      const [only, ...others] = next;
      if (only?.kind === "orchestrator" && others.length === 0) {
        const { coordination, autoscaling } = only.config;
        const found: Problem[] = [];
        if (coordination === "twoPhaseCommit" && queue.config.visibilityTimeout !== null) {
          const message = "is for sagas: nobody else can take over a transaction of a two-phase commit";
          found.push(problem(message, "config", "visibilityTimeout"));
        }
        if (autoscaling !== null && queue.config.prefetch !== null) {
          const message = "is for a fixed number of instances: this orchestrator scales by itself";
          found.push(problem(message, "config", "prefetch"));
        }
        return found;
      }
      const wanted = "must be linked to exactly one orchestrator";
      return [
        problem(`${named(queue)} ${wanted} (it is linked to ${next.map(({ kind }) => kind).join(", ") || "none"})`),
      ];
    }
    const found: Problem[] = [];
    if (before.some(({ kind }) => kind !== "orchestrator")) {
      found.push(problem(`${named(queue)} keeps the commands of an orchestrator, so nothing else can send to it`));
    }
    if (next.length === 0 || next.some(({ kind }) => definition(kind).role !== "service")) {
      found.push(
        problem(`${named(queue)} keeps the commands of an orchestrator, so it must be linked to services only`),
      );
    }
    if (queue.config.backPressureDepth !== null) {
      const message = "is for a queue in front of an orchestrator: nobody is told how long a command takes";
      found.push(problem(message, "config", "backPressureDepth"));
    }
    return found;
  });
}

function checkSagas(plan: Plan): Problem[] {
  return plan.drivers().flatMap((driver) => {
    const saga = stepsOf(driver);
    if (saga.length === 0) {
      return [
        problemAt(plan.at(driver, "config", "saga"), `${named(driver)} needs a saga of at least one step`, driver.id),
      ];
    }
    const found = saga.flatMap((_step, index) => checkStep(plan, driver, index));
    if (driver.kind !== "orchestrator" || driver.config.coordination === "saga" || driver.config.autoscaling === null) {
      return found;
    }
    const message = "is for sagas: an instance with transactions of a two-phase commit cannot go";
    return [...found, problemAt(plan.at(driver, "config", "autoscaling"), message, driver.id)];
  });
}

function checkStep(plan: Plan, driver: Driver, index: number): Problem[] {
  const saga = stepsOf(driver);
  const step = saga[index];
  if (!step) return [];
  const problem = (message: string, ...key: readonly string[]) =>
    problemAt(plan.at(driver, "config", "saga", index, ...key), message, driver.id);
  const name = `saga step ${JSON.stringify(step.step)}`;

  const service = plan.byId.get(step.component);
  if (!service)
    return [problem(`${name} calls ${JSON.stringify(step.component)}, which no component is called`, "component")];
  const { role } = definition(service.kind);
  const operations = operationsOf(plan.scenario.architecture, service);
  const offered = Object.keys(operations);
  if (role !== "service") return [problem(`${name} calls ${named(service)}, which is not a service`, "component")];

  const found: Problem[] = [];
  const queues = commandQueuesBetween(plan.scenario.architecture, driver.id, service.id);
  const ways = queues.length + (plan.linkedFrom(driver).includes(service) ? 1 : 0);
  if (ways === 0) {
    found.push(problem(`${named(driver)} is not wired to ${named(service)}, which ${name} calls`, "component"));
  } else if (queues.length > 0 && driver.kind === "orchestrator" && driver.config.coordination === "twoPhaseCommit") {
    const direct = "a two-phase commit needs its answers: link them directly";
    found.push(problem(`${named(driver)} reaches ${named(service)} through a queue, but ${direct}`, "component"));
  } else if (ways > 1) {
    const more = `is wired to ${named(service)} in ${ways} ways, directly or through queues: one must be left`;
    found.push(problem(`${named(driver)} ${more}`, "component"));
  }
  for (const key of ["operation", "compensation"] as const) {
    const operation = step[key];
    if (operation === null || offered.includes(operation)) continue;
    found.push(
      problem(`${named(service)} has no operation ${JSON.stringify(operation)} (it has ${offered.join(", ")})`, key),
    );
  }
  const needs = operations[step.operation]?.needs;
  const before = saga.slice(0, index).filter(({ component }) => component === step.component);
  if (needs !== undefined && !before.some(({ operation }) => operation === needs)) {
    const message = `${name} asks for ${step.operation}, which needs a step before it that asks for ${needs}`;
    // It can be run: the service then finds nothing to work on.
    found.push({ ...problem(message, "operation"), severity: "warning" });
  }
  return found;
}

function checkUnused(plan: Plan): Problem[] {
  return plan.components.flatMap((component) => {
    if (plan.called.has(component.id)) return [];
    const reached = plan.reached.has(component);
    const { role } = definition(component.kind);
    if (reached && role !== "service" && role !== "store") return [];
    const message = reached
      ? role === "service"
        ? "no saga step calls it"
        : "nothing calls it"
      : "no order reaches it";
    return [
      {
        ...problemAt(plan.at(component), `${named(component)} is not used: ${message}`, component.id),
        severity: "warning",
      },
    ];
  });
}

/** Which components a fault can strike. */
const STRUCK: Readonly<Record<string, (component: Component) => boolean>> = {
  crash: (component) => ["orchestrator", "queue", "eventQueue"].includes(component.kind) || serves(component),
  pause: ({ kind }) => kind === "orchestrator",
  clockSkew: ({ kind }) => kind === "inventory",
};

/** Whether it is a service or a store with servers of its own. */
function serves({ kind, config }: Component): boolean {
  const { role } = definition(kind);
  return (role === "service" || role === "store") && "servers" in config;
}

function checkFaults({ scenario, byId }: Plan): Problem[] {
  return scenario.faults.flatMap((fault, index) => {
    const at = (key: string, message: string) => problemAt(["faults", index, key], message);
    if (fault.kind === "partition") {
      const from = byId.get(fault.from);
      const known = scenario.architecture.links.some((link) => link.from === fault.from && link.to === fault.to);
      if (!known) return [at("from", `nothing links ${JSON.stringify(fault.from)} to ${JSON.stringify(fault.to)}`)];
      return from && definition(from.kind).role === "driver"
        ? []
        : [at("from", "must be an orchestrator: only its links can be cut")];
    }
    const target = byId.get(fault.target);
    if (!target) return [at("target", `no component has the id ${JSON.stringify(fault.target)}`)];
    const strikes = STRUCK[fault.kind] ?? serves;
    if (!strikes(target)) return [at("target", `${named(target)} cannot have this fault`)];
    if (
      fault.kind === "outage" &&
      fault.operation !== null &&
      !(fault.operation in definition(target.kind).operations)
    ) {
      return [at("operation", `${named(target)} has no operation ${JSON.stringify(fault.operation)}`)];
    }
    if ((fault.kind === "crash" || fault.kind === "pause") && fault.instance !== null) {
      if (target.kind !== "orchestrator") return [at("instance", "is for orchestrators only")];
      if (fault.instance >= target.config.instances) return [at("instance", `${named(target)} has no such instance`)];
    }
    return [];
  });
}

function checkGoals({ scenario, byId }: Plan): Problem[] {
  return scenario.goals.flatMap(({ figure }, index) => {
    const [head, id = ""] = figure.split(".");
    if (head !== "components" || byId.has(id)) return [];
    return [problemAt(["goals", index, "figure"], `no component has the id ${JSON.stringify(id)}`)];
  });
}

function definition(kind: Kind): KindDefinition {
  return KINDS[kind];
}

/** payment "Payment": the kind and the name people gave it. */
function named({ kind, name }: Component): string {
  return `${kind} ${JSON.stringify(name)}`;
}
