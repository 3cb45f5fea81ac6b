/** What a document begins with. */
import type { ComponentInput, DocumentInput, Position } from "./document.ts";
import type { Kind } from "./kinds/index.ts";
import type { Operations } from "./kinds/kind.ts";
import { VERSION } from "./migrations.ts";

/** An empty canvas. */
export function starterDocument(): DocumentInput {
  return {
    format: "doorbuster",
    version: VERSION,
    name: "Untitled",
    architecture: { components: [], links: [] },
    faults: [],
    goals: [],
    run: { seed: 1, until: "drained" },
  };
}

/** A component with every setting at its default, under an id that is not taken: "payment", "payment-2", … */
export function newComponent(kind: Kind, existingIds: Iterable<string>, position?: Position): ComponentInput {
  const taken = new Set(existingIds);
  let id: string = kind;
  for (let n = 2; taken.has(id); n += 1) id = `${kind}-${n}`;
  return { id, kind, ...(position && { position }), config: {} };
}

/** A saga step as written. */
export interface StepInput {
  readonly step: string;
  readonly component: string;
  readonly operation: string;
  readonly compensation?: string;
}

/** A saga step that calls an operation of a component, with the compensation that undoes it, under a name that is not taken. */
export function newStep(
  component: { readonly id: string; readonly operations: Operations },
  operation: string,
  existingSteps: Iterable<string>,
): StepInput {
  const taken = new Set(existingSteps);
  let step = operation;
  for (let n = 2; taken.has(step); n += 1) step = `${operation}-${n}`;
  const compensation = component.operations[operation]?.undoneBy;
  return { step, component: component.id, operation, ...(compensation !== undefined && { compensation }) };
}
