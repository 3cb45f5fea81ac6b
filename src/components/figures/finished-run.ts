import { useMemo } from "react";
import { type DocumentInput, type Frames, parseDocument, type RunResult, type Scenario } from "../../model/index.ts";
import { useRun } from "../../state/index.ts";

/** The last run that finished, with the scenario that it was a run of, which may have been edited since. */
export interface FinishedRun {
  readonly scenario: Scenario;
  readonly result: RunResult;
  readonly frames: Frames;
}

const scenarios = new WeakMap<DocumentInput, Scenario>();

/** Many views read the same document. */
function scenarioOf(document: DocumentInput): Scenario | null {
  const known = scenarios.get(document);
  if (known !== undefined) return known;
  const parsed = parseDocument(document);
  if (!parsed.ok) return null;
  scenarios.set(document, parsed.scenario);
  return parsed.scenario;
}

/** The run to show; null before there is one. It stays the same object until the next run finishes. */
export function useFinishedRun(): FinishedRun | null {
  const result = useRun((run) => run.result);
  const frames = useRun((run) => run.frames);
  const document = useRun((run) => run.document);
  return useMemo(() => {
    const scenario = document === null ? null : scenarioOf(document);
    return scenario === null || result === null || frames === null ? null : { scenario, result, frames };
  }, [result, frames, document]);
}
