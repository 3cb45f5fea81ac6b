import type { Component, Problem } from "../../model/index.ts";

/** The sentence of a problem where the component it is about is named already. */
export function messageAt({ message }: Problem, component: Component | undefined): string {
  const name = component && `${component.kind} ${JSON.stringify(component.name)} `;
  return name !== undefined && message.startsWith(name) ? message.slice(name.length) : message;
}
