import { type ComponentResult, calledIds, commandQueuesBetween, type Scenario, stepsOf } from "../../model/index.ts";
import type { Part, PartGauges } from "./part.ts";

/** The components that an order can come to. What lies apart may be half drawn, so it is never put together. */
export function reachedIds(architecture: Scenario["architecture"]): ReadonlySet<string> {
  const { components, links } = architecture;
  const byId = new Map(components.map((component) => [component.id, component]));
  const reached = new Set(components.filter(({ kind }) => kind === "shoppers").map(({ id }) => id));
  const behind = new Set<string>();
  for (const id of reached) {
    const component = byId.get(id);
    if (component?.kind === "orchestrator" || component?.kind === "eventQueue") {
      // From here on, an order goes where a step of the saga calls, and where that calls in turn.
      for (const called of calledIds(architecture, [component])) behind.add(called);
      for (const step of stepsOf(component)) {
        for (const queue of commandQueuesBetween(architecture, id, step.component)) behind.add(queue);
      }
    } else {
      for (const { from, to } of links) if (from === id) reached.add(to);
    }
  }
  return new Set([...reached, ...behind]);
}

/** A component that no order comes to: it does nothing, whatever is wrong with it. */
export class Idle implements Part {
  readonly events = [];
  readonly gauges: PartGauges = {
    queue: () => 0,
    busy: () => 0,
    servers: () => 0,
    completed: () => 0,
    refused: () => 0,
    busyTime: () => 0,
    serverTime: () => Number.NaN,
  };

  readonly receive = (): void => {
    throw new Error("no order comes here");
  };

  readonly returned = this.receive;

  /** As a queue that lies apart, before an orchestrator that does not. */
  hand(): void {}

  consumerDied(): void {}

  restart(): void {}

  figures(): Omit<ComponentResult, "kind"> {
    return { completed: 0, utilization: null, meanQueue: null, peakQueue: 0, meanWait: null, meanService: null };
  }
}
