/** How a saga's commands get to a service: straight over a link, or through a queue that stands in between. */
import type { Component, ComponentOf, Scenario } from "./document.ts";

/** The steps that an order takes from this component on; none unless it drives orders, or carries them from service to service. */
export function stepsOf(component: Component): ComponentOf<"orchestrator">["config"]["saga"] {
  return "saga" in component.config ? component.config.saga : [];
}

type Architecture = Scenario["architecture"];

/** Ids of the queues through which `from` can reach `to`; empty when only a link of its own leads there. */
export function commandQueuesBetween({ components, links }: Architecture, from: string, to: string): readonly string[] {
  const isLinked = (a: string, b: string) => links.some((link) => link.from === a && link.to === b);
  return components
    .filter(({ id, kind }) => kind === "queue" && isLinked(from, id) && isLinked(id, to))
    .map(({ id }) => id);
}

/** Whether a saga of this orchestrator waits in command queues: some step that must be done goes through one. */
export function sendsCommands(architecture: Architecture, orchestrator: string): boolean {
  const driver = architecture.components.find(({ id }) => id === orchestrator);
  if (driver?.kind !== "orchestrator") return false;
  return driver.config.saga.some(
    ({ component, onFailure }) =>
      onFailure === "compensate" && commandQueuesBetween(architecture, orchestrator, component).length > 0,
  );
}
