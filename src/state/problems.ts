/** Everything that is wrong with the document as it stands. */
import { useMemo } from "react";
import { checkWiring, type Problem, type Scenario } from "../model/index.ts";
import { useDocument } from "./document-store.ts";
import { type Draft, useDrafts } from "./drafts-store.ts";

const checked = new WeakMap<Scenario, readonly Problem[]>();

function wiringProblems(scenario: Scenario): readonly Problem[] {
  const known = checked.get(scenario);
  if (known !== undefined) return known;
  const problems = checkWiring(scenario);
  checked.set(scenario, problems);
  return problems;
}

function draftProblem({ place, text, message }: Draft): Problem {
  const { document } = useDocument.getState();
  return {
    path: place.path(document),
    message: `${place.meta.label} ${JSON.stringify(text)} ${message}`,
    severity: "error",
    ...(place.componentId !== undefined && { componentId: place.componentId }),
  };
}

function problemsWith(scenario: Scenario, drafts: Readonly<Record<string, Draft>>): readonly Problem[] {
  return [...Object.values(drafts).map(draftProblem), ...wiringProblems(scenario)];
}

/** The problems at this moment. */
export function currentProblems(): readonly Problem[] {
  return problemsWith(useDocument.getState().scenario, useDrafts.getState().drafts);
}

/** The problems, kept up to date. */
export function useProblems(): readonly Problem[] {
  const scenario = useDocument((state) => state.scenario);
  const drafts = useDrafts((state) => state.drafts);
  return useMemo(() => problemsWith(scenario, drafts), [scenario, drafts]);
}
