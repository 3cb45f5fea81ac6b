import type { ComponentType } from "react";
import { actionNamed } from "../../actions/index.ts";
import { formatCount } from "../../model/index.ts";
import { type ExperimentKind, useExperiment } from "../../state/index.ts";
import { ActionButton } from "../shell/action-button.tsx";
import { Icon } from "../theme/index.ts";
import { ComparePanel } from "./compare-panel.tsx";
import "./experiments.css";
import { ReplicatePanel } from "./replicate-panel.tsx";
import { SweepPanel } from "./sweep-panel.tsx";

const KINDS: Readonly<
  Record<ExperimentKind, { readonly label: string; readonly help: string; readonly Panel: ComponentType }>
> = {
  replicate: {
    label: "Replicate",
    help: "The same design under several seeds: how sure each figure is.",
    Panel: ReplicatePanel,
  },
  compare: {
    label: "Compare",
    help: "This design and another under the same seeds: how sure their difference is.",
    Panel: ComparePanel,
  },
  sweep: {
    label: "Sweep",
    help: "One setting or two over a range: how a figure follows, and where it bends.",
    Panel: SweepPanel,
  },
};

const cancel = actionNamed("cancel-experiment");

/** Many runs for one answer. */
export function ExperimentsView() {
  const kind = useExperiment((state) => state.kind);
  const failure = useExperiment((state) => state.failures[state.kind]);
  const { help, Panel } = KINDS[kind];
  return (
    <div className="experiments">
      <div className="experiments__head">
        <fieldset className="experiments__kinds" aria-label="Kind of experiment">
          {(Object.keys(KINDS) as ExperimentKind[]).map((each) => (
            <button
              key={each}
              type="button"
              className="experiments__kind"
              aria-pressed={each === kind}
              onClick={() => useExperiment.getState().show(each)}
            >
              {KINDS[each].label}
            </button>
          ))}
        </fieldset>
        <p className="experiments__help">{help}</p>
        <ExperimentProgress />
      </div>
      {failure !== undefined && (
        <p className="experiments__failure" role="alert">
          <Icon name="triangle-alert" size={14} />
          {failure}
        </p>
      )}
      <Panel />
    </div>
  );
}

function ExperimentProgress() {
  const underWay = useExperiment((state) => state.underWay);
  const cancelling = useExperiment((state) => state.cancelling);
  const progress = useExperiment((state) => state.progress);
  if (underWay === null) return null;
  const { done, total, events } = progress ?? { done: 0, total: 0, events: 0 };
  const text = cancelling ? "Cancelling" : `${done} of ${total} runs · ${formatCount(events)} events`;
  return (
    <div className="experiments__progress">
      <progress aria-label="Experiment progress" max={Math.max(1, total)} value={done} />
      <span role="status">{text}</span>
      <ActionButton action={cancel}>Cancel</ActionButton>
    </div>
  );
}
