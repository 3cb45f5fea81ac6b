import { actionNamed } from "../../actions/index.ts";
import { useRun } from "../../state/index.ts";
import { ActionButton } from "./action-button.tsx";
import { RunStatusText } from "./run-status-text.tsx";

const run = actionNamed("run");
const pause = actionNamed("pause");
const resume = actionNamed("resume");
const cancel = actionNamed("cancel");

/** Run, pause, resume and cancel, always in the same place, and how it goes. */
export function RunControls() {
  const status = useRun((state) => state.status);
  const main = status === "running" ? pause : status === "paused" ? resume : run;
  return (
    <fieldset className="run-controls" aria-label="Run controls">
      <ActionButton action={main} look="primary" />
      <ActionButton action={cancel} />
      <RunStatusText />
    </fieldset>
  );
}
