/** Whole documents, run in this thread. */
import { createSimulation } from "../src/engine/index.ts";
import {
  checkWiring,
  type DocumentInput,
  type Frames,
  parseDocument,
  problemLine,
  type RunResult,
  type Scenario,
} from "../src/model/index.ts";

export interface Run {
  readonly result: RunResult;
  readonly frames: () => Frames;
  /** What the books say is wrong with themselves. */
  readonly audit: readonly string[];
}

const EVENTS_A_SLICE = 1_000_000;

/** Reads a document that must be without fault; throws what is wrong with it. */
export function read(document: DocumentInput): Scenario {
  const parsed = parseDocument(document);
  const problems = parsed.ok
    ? checkWiring(parsed.scenario).filter(({ severity }) => severity === "error")
    : parsed.problems;
  if (!parsed.ok || problems.length > 0) throw new Error(problems.map(problemLine).join("\n"));
  return parsed.scenario;
}

/** Runs a document to its end. @param slice events between two pauses */
export function run(document: DocumentInput, slice = EVENTS_A_SLICE): Run {
  const simulation = createSimulation(read(document));
  while (!simulation.advance(slice)) {}
  return {
    result: simulation.result({ wallSeconds: 0, peakMemoryBytes: null }),
    frames: () => simulation.frames(),
    audit: simulation.audit(),
  };
}

/** The same document with another seed. */
export function seeded(document: DocumentInput, seed: number): DocumentInput {
  return { ...document, run: { ...document.run, seed } };
}
