/** Whole documents, run with an eye on single orders. */
import { createSimulation } from "../src/engine/index.ts";
import type { DocumentInput, RunResult, StoryEvent, StoryEventName } from "../src/model/index.ts";
import { read } from "./run.ts";

export interface Told {
  readonly result: RunResult;
  readonly audit: readonly string[];
  /** What happened to the first order. */
  readonly events: readonly StoryEvent[];
  /** The same of the order with this name. */
  eventsOf(order: string): readonly StoryEvent[];
}

/** Runs a document to its end, and writes down what happens to every order. */
export function tell(document: DocumentInput): Told {
  const simulation = createSimulation(read(document), { follow: () => true });
  while (!simulation.advance(1_000_000)) {}
  const stories = simulation.stories();
  const eventsOf = (name: string) => stories.find(({ order }) => order === name)?.events ?? [];
  return {
    result: simulation.result({ wallSeconds: 0, peakMemoryBytes: null }),
    audit: simulation.audit(),
    events: eventsOf("1"),
    eventsOf,
  };
}

/** When such a thing happened, in seconds. */
export function times(events: readonly StoryEvent[], name: StoryEventName, step?: string): number[] {
  return events.filter((e) => e.event === name && (step === undefined || e.step === step)).map(({ time }) => time);
}

/** Names of the violations that were counted. */
export function violations({ ledger }: RunResult): string[] {
  return Object.entries(ledger.violations).flatMap(([name, count]) => (count > 0 ? [name] : []));
}
