/** The same architecture for one or two orders, with every time constant, so that instants can be named in advance. */
import {
  type Component,
  type ComponentInput,
  type Distribution,
  type DocumentInput,
  type LinkInput,
  meanOf,
} from "../../model/index.ts";
import type { Input } from "../input.ts";

/** Between the clicks of two orders, in seconds: no sum of round numbers, so that their messages do not coincide. */
const GAP = 0.0612347;
/** Shortest log write and shortest way to a service, so that a crash can fall into them. In seconds. */
const SHORTEST = 1e-3;
/** Far beyond anything that two orders can wait for. */
const LIMIT = "48h";

/** A service that says no to every order, so that what was done before is undone. */
export interface Refusal {
  readonly component: string;
  readonly setting: "declineProbability" | "failureProbability";
}

/** What makes the orders of a saga fail: each of its services that can say no, and none. */
export function refusalsOf({ scenario }: Input): (Refusal | null)[] {
  const { components } = scenario.architecture;
  const called = new Set(
    components.flatMap((component) =>
      component.kind === "orchestrator"
        ? component.config.saga.filter(({ onFailure }) => onFailure === "compensate").map((step) => step.component)
        : [],
    ),
  );
  const refusals = components
    .filter(({ id }) => called.has(id))
    .flatMap(({ id, kind }): Refusal[] => {
      if (kind === "payment") return [{ component: id, setting: "declineProbability" }];
      return kind === "shipping" || kind === "service" ? [{ component: id, setting: "failureProbability" }] : [];
    });
  return [null, ...refusals];
}

/** The document for so many orders, with constant times, no luck and no faults. */
export function shrink({ document, scenario }: Input, orders: number, refusal: Refusal | null): DocumentInput {
  const read = new Map(scenario.architecture.components.map((component) => [component.id, component]));
  const firstSource = scenario.architecture.components.find(({ kind }) => kind === "shoppers")?.id;
  const drivers = new Set(
    scenario.architecture.components.filter(({ kind }) => kind === "orchestrator").map((c) => c.id),
  );
  const latencies = new Map(scenario.architecture.links.map(({ from, to, latency }) => [`${from} ${to}`, latency]));
  const components = (document.architecture?.components ?? []).map((component): ComponentInput => {
    const { config } = component;
    const known = read.get(component.id) as Component;
    const clicks = known.id === firstSource ? orders : 0;
    return { ...component, config: { ...config, ...constant(known, clicks, refusal) } };
  });
  const links = (document.architecture?.links ?? []).map((link): LinkInput => {
    if (!drivers.has(link.from)) return link;
    const latency = Math.max(SHORTEST, latencies.get(`${link.from} ${link.to}`) ?? 0);
    return { ...link, latency, loss: 0 };
  });
  const { seed } = scenario.run;
  return {
    format: document.format,
    version: document.version,
    name: scenario.name,
    architecture: { components, links },
    run: { seed, until: "drained", limit: LIMIT },
  };
}

function constant(component: Component, clicks: number, refusal: Refusal | null): Record<string, unknown> {
  const says = (setting: Refusal["setting"]) =>
    refusal?.component === component.id && refusal.setting === setting ? 1 : 0;
  switch (component.kind) {
    case "shoppers":
      return {
        arrivals: {
          process: "counts",
          interval: GAP,
          counts: Array.from({ length: clicks || 1 }, () => (clicks > 0 ? 1 : 0)),
          spread: "even",
        },
        poisonProbability: 0,
      };
    case "gateway":
      return { serviceTime: meanOf(component.config.serviceTime) };
    case "queue":
    case "eventQueue":
      return {};
    case "orchestrator":
      return { logWrite: Math.max(SHORTEST, component.config.logWrite ?? 0), crashes: null };
    case "payment":
      return { operations: means(component.config.operations), declineProbability: says("declineProbability") };
    case "shipping":
    case "service":
      return { operations: means(component.config.operations), failureProbability: says("failureProbability") };
    case "loadBalancer":
      return {};
    case "inventory":
    case "database":
    case "cache":
      return { operations: means(component.config.operations) };
    case "notification":
      return { operations: means(component.config.operations), failureProbability: 0 };
  }
}

function means(operations: Readonly<Record<string, Distribution>>): Record<string, number> {
  return Object.fromEntries(Object.entries(operations).map(([name, time]) => [name, meanOf(time)]));
}
