import { type ExperimentKind, useExperiment, useView } from "../state/index.ts";
import { type Action, always } from "./action.ts";
import { whyItCannotRun } from "./run.ts";

/** Shows the form of an experiment. */
function opener(kind: ExperimentKind, label: string, icon: string): Action {
  return {
    name: kind,
    label,
    icon,
    group: "experiment",
    unavailable: always,
    perform() {
      useExperiment.getState().show(kind);
      useView.getState().showPanel("experiments");
    },
  };
}

export const replicate = opener("replicate", "Replicate…", "copy-plus");
export const compare = opener("compare", "Compare…", "layers");
export const sweep = opener("sweep", "Sweep…", "activity");

/** Why no experiment can be begun now; null when one can. */
export function whyNoExperiment(): string | null {
  return useExperiment.getState().underWay === null ? whyItCannotRun() : "An experiment is under way.";
}

export const cancelExperiment: Action = {
  name: "cancel-experiment",
  label: "Cancel experiment",
  icon: "circle-stop",
  group: "experiment",
  unavailable() {
    const { underWay, cancelling } = useExperiment.getState();
    return underWay !== null && !cancelling ? null : "No experiment is under way.";
  },
  perform: () => useExperiment.getState().cancel(),
};
