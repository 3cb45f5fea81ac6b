import { formatCount, formatDuration, type Problem, type RunResult } from "../../model/index.ts";
import { type RunState, useDocument, useProblems, useRun, useView } from "../../state/index.ts";
import { messageAt } from "../problems/message.ts";

const ENDS = { drained: "drained", horizon: "until the horizon", limit: "stopped at the limit" } as const;

/** How the run goes, in two lines of a fixed size. */
export function RunStatusText() {
  const state = useRun();
  const errors = useProblems().filter(({ severity }) => severity === "error");
  const [first] = errors;
  const underWay = ["running", "paused", "cancelling"].includes(state.status);
  if (first !== undefined && !underWay) {
    return (
      <button
        type="button"
        className="run-status run-status--wrong"
        onClick={() => useView.getState().showPanel("problems")}
      >
        <strong>{errors.length === 1 ? "1 problem" : `${errors.length} problems`}: cannot run</strong>
        <ProblemText problem={first} />
      </button>
    );
  }
  const [head, detail] = linesOf(state);
  return (
    <div className={state.status === "failed" ? "run-status run-status--wrong" : "run-status"}>
      <strong role="status">{head}</strong>
      <span {...(underWay && { role: "progressbar", "aria-label": "Run progress", "aria-valuetext": detail })}>
        {detail}
      </span>
    </div>
  );
}

function ProblemText({ problem }: { readonly problem: Problem }) {
  const component = useDocument(({ scenario }) =>
    scenario.architecture.components.find(({ id }) => id === problem.componentId),
  );
  return <span>{`${component?.name ?? "Document"}: ${messageAt(problem, component)}`}</span>;
}

function linesOf({ status, progress, result, preview, failure }: RunState): readonly [string, string] {
  const words =
    progress === null
      ? "starting"
      : [
          formatDuration(progress.simulatedSeconds),
          `${formatCount(progress.arrived)} orders`,
          `backlog ${formatCount(progress.backlog)}`,
          `${formatCount(progress.eventsPerSecond)} events/s`,
        ].join(" · ");
  switch (status) {
    case "running":
      return ["Running", words];
    case "paused":
      return ["Paused", words];
    case "cancelling":
      return ["Cancelling", words];
    case "failed":
      return ["The run failed", failure ?? ""];
    case "done":
      if (preview !== null) return [`Preview 1:${preview} only`, "The full run was cancelled"];
      return result === null ? ["Not run yet", ""] : doneLines(result);
    case "idle":
      return ["Not run yet", "Press Run to see what happens"];
  }
}

function doneLines({ run }: RunResult): readonly [string, string] {
  return [
    `Done in ${formatDuration(run.wallSeconds)}`,
    `${formatDuration(run.simulatedSeconds)} simulated, ${ENDS[run.ended]} · ${formatCount(run.events)} events`,
  ];
}
