/** What a run tells of its first order: the calls its saga made, each with the instants at which it can be struck. */
import { createSimulation } from "../../engine/index.ts";
import {
  type DocumentInput,
  parseDocument,
  problemLine,
  type RunResult,
  type Scenario,
  type Story,
} from "../../model/index.ts";

/** No run of two orders takes nearly as many events, unless it goes on for ever. */
const EVENTS_MAX = 200_000;

/** One run to its end. */
export interface Traced {
  readonly result: RunResult;
  readonly stories: readonly Story[];
  /** What the books say is wrong with themselves. */
  readonly audit: readonly string[];
}

/** Runs a scenario; null when it does not come to an end. */
export function trace(scenario: Scenario): Traced | null {
  const simulation = createSimulation(scenario, { follow: () => true });
  if (!simulation.advance(EVENTS_MAX)) return null;
  const result = simulation.result({ wallSeconds: 0, peakMemoryBytes: null });
  return { result, stories: simulation.stories(), audit: simulation.audit() };
}

/** Reads a document that was derived from one without fault. */
export function read(document: DocumentInput): Scenario {
  const parsed = parseDocument(document);
  if (!parsed.ok) throw new Error(parsed.problems.map(problemLine).join("\n"));
  return parsed.scenario;
}

/** One call of a saga that reached its service. */
export interface Call {
  readonly step: string;
  readonly compensation: boolean;
  readonly component: string;
  /** When it reached the service, in seconds. */
  readonly arrival: number;
  /** When the service had done its work; null when it never did. */
  readonly effect: number | null;
  /** When the driver stopped waiting; null when it did not have to. */
  readonly timeout: number | null;
}

/** The calls of an order that its driver waited for, in the order in which they arrived. */
export function callsOf(story: Story | undefined, bestEffort: ReadonlySet<string>): Call[] {
  const calls: { -readonly [K in keyof Call]: Call[K] }[] = [];
  for (const { event, time, step, compensation, component, further } of story?.events ?? []) {
    if (further || step === null || component === null || bestEffort.has(step)) continue;
    const same = (call: Call) => call.step === step && call.compensation === compensation;
    if (event === "called") {
      calls.push({ step, compensation, component, arrival: time, effect: null, timeout: null });
    } else if (event === "answered" || event === "unheard") {
      const call = calls.find((other) => same(other) && other.effect === null);
      if (call !== undefined) call.effect = time;
    } else if (event === "timedOut") {
      const call = calls.findLast((other) => same(other) && other.timeout === null);
      if (call !== undefined) call.timeout = time;
    }
  }
  return calls;
}
