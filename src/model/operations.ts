/** What can be asked of a component, and how long that takes. */
import { meanOf } from "./distribution.ts";
import type { Component, Scenario } from "./document.ts";
import { KINDS } from "./kinds/index.ts";
import type { KindDefinition, Operations } from "./kinds/kind.ts";

type Architecture = Scenario["architecture"];

/** The components that `id` is linked to, in the order of the links. */
function linkedFrom({ components, links }: Architecture, id: string): Component[] {
  const targets = links.filter((link) => link.from === id);
  return targets.flatMap(({ to }) => components.find((component) => component.id === to) ?? []);
}

/** The operations of a component: those of its kind, or, of a load balancer, those of what stands behind it. */
export function operationsOf(architecture: Architecture, { id, kind }: Pick<Component, "id" | "kind">): Operations {
  const { operations }: KindDefinition = KINDS[kind];
  if (kind !== "loadBalancer") return operations;
  const [first] = linkedFrom(architecture, id);
  return first === undefined || first.kind === "loadBalancer" ? operations : operationsOf(architecture, first);
}

/** What a call of a component leads to in turn. */
export interface InnerCall {
  readonly component: Component;
  readonly operation: string;
  /** Of all calls, how many lead to it. */
  readonly share: number;
}

/** The calls that one call of an operation leads to: of a service, one after the other; a load balancer spreads its own. A cache is taken to have what it is asked for. */
export function innerCalls(architecture: Architecture, component: Component, operation: string): readonly InnerCall[] {
  if (component.kind === "loadBalancer") {
    const behind = linkedFrom(architecture, component.id).filter(({ kind }) => kind !== "loadBalancer");
    return behind.map((target) => ({ component: target, operation, share: 1 / behind.length }));
  }
  if (component.kind !== "service") return [];
  return component.config.calls.flatMap((call) => {
    const target = architecture.components.find(({ id }) => id === call.component);
    return target === undefined || target === component || call.during !== operation
      ? []
      : [{ component: target, operation: call.operation, share: 1 }];
  });
}

/** Calls within calls are followed so far: a drawing may have circles until it is put right. */
export const DEPTH_MAX = 10;

/** How long a call takes on average if it waits for no server, in seconds: with what it leads to, and the links to there and back. */
export function secondsOf(architecture: Architecture, component: Component, operation: string, depth = 0): number {
  const { config } = component;
  const time =
    "operations" in config ? Object.entries(config.operations).find(([name]) => name === operation) : undefined;
  let seconds = time === undefined ? 0 : meanOf(time[1]);
  if (depth === DEPTH_MAX) return seconds;
  for (const { component: target, operation: asked, share } of innerCalls(architecture, component, operation)) {
    const link = architecture.links.find(({ from, to }) => from === component.id && to === target.id);
    seconds += share * (2 * (link?.latency ?? 0) + secondsOf(architecture, target, asked, depth + 1));
  }
  return seconds;
}
