/** Everything a person can do. */
import type { Action } from "./action.ts";
import * as edit from "./edit.ts";
import { cancelExperiment, compare, replicate, sweep } from "./experiment.ts";
import { exportCsv, exportJson, exportMarkdown, exportReport } from "./export.ts";
import { newDocument, open, openScenario, save } from "./file.ts";
import { cancel, pause, resume, run } from "./run.ts";
import { commands, fitView, playOrPause, toggleTheme } from "./view.ts";

export { type Action, type ActionGroup, attempt } from "./action.ts";
export { possibleLinks } from "./edit.ts";
export { whyNoExperiment } from "./experiment.ts";
export { openFile, openParsed } from "./open-document.ts";
export { ariaShortcut, matches, shortcutText } from "./shortcut.ts";
export { watchActions } from "./watch.ts";

/** In the order they are listed. */
export const ACTIONS = [
  run,
  pause,
  resume,
  cancel,
  replicate,
  compare,
  sweep,
  cancelExperiment,
  newDocument,
  open,
  openScenario,
  save,
  exportReport,
  exportMarkdown,
  exportJson,
  exportCsv,
  edit.undo,
  edit.redo,
  edit.rename,
  edit.connectTo,
  edit.duplicate,
  edit.deleteSelection,
  edit.selectAll,
  fitView,
  playOrPause,
  toggleTheme,
  commands,
] as const satisfies readonly Action[];

const byName = new Map<string, Action>(ACTIONS.map((action) => [action.name, action]));

/** The action of that name. */
export function actionNamed(name: string): Action {
  const action = byName.get(name);
  if (action === undefined) throw new Error(`there is no action ${JSON.stringify(name)}`);
  return action;
}
