import { currentProblems, isUnderWay, useRun, useView } from "../state/index.ts";
import type { Action } from "./action.ts";

/** What keeps the document from running: the number of problems and the first of them. */
export function whyItCannotRun(): string | null {
  const errors = currentProblems().filter(({ severity }) => severity === "error");
  const [first] = errors;
  if (first === undefined) return null;
  const more = errors.length === 1 ? "" : ` (and ${errors.length - 1} more)`;
  return `Cannot run: ${first.message}${more}`;
}

export const run: Action = {
  name: "run",
  label: "Run",
  icon: "play",
  group: "run",
  shortcuts: ["Mod+Enter"],
  whileTyping: true,
  unavailable: () => (isUnderWay(useRun.getState().status) ? "A run is under way." : whyItCannotRun()),
  async perform() {
    await useRun.getState().run();
    const { status, problems } = useRun.getState();
    if (status === "failed" && problems.length > 0) useView.getState().showPanel("problems");
  },
  instead() {
    if (whyItCannotRun() !== null) useView.getState().showPanel("problems");
  },
};

export const pause: Action = {
  name: "pause",
  label: "Pause",
  icon: "pause",
  group: "run",
  shortcuts: ["Alt+Enter"],
  unavailable: () => (useRun.getState().status === "running" ? null : "Nothing is running."),
  perform: () => useRun.getState().pause(),
};

export const resume: Action = {
  name: "resume",
  label: "Resume",
  icon: "play",
  group: "run",
  shortcuts: ["Alt+Shift+Enter"],
  unavailable: () => (useRun.getState().status === "paused" ? null : "Nothing is paused."),
  perform: () => useRun.getState().resume(),
};

export const cancel: Action = {
  name: "cancel",
  label: "Cancel",
  icon: "circle-stop",
  group: "run",
  shortcuts: ["Escape"],
  unavailable: () => (["running", "paused"].includes(useRun.getState().status) ? null : "Nothing is running."),
  perform: () => useRun.getState().cancel(),
};
