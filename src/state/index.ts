/** What the page knows: the document and its history, the last run, playback, selection, preferences. */
export { type DocumentState, useDocument, useHistory } from "./document-store.ts";
export { type Draft, useDrafts } from "./drafts-store.ts";
export * from "./edits.ts";
export { type Notice, useNotices } from "./notices-store.ts";
export * from "./places.ts";
export { fittingSpeed, type PlaybackState, usePlayback } from "./playback-store.ts";
export { type Theme, themeOf, usePreferences } from "./preferences-store.ts";
export { currentProblems, useProblems } from "./problems.ts";
export { isUnderWay, type RunState, type RunStatus, useRun } from "./run-store.ts";
export { sampleAt } from "./sample-at.ts";
export { FIRST_SCENARIO, loadScenario, SCENARIOS } from "./scenario-library.ts";
export { type SelectionState, useSelection } from "./selection-store.ts";
export { loadStored, type Stored, startAutosave } from "./storage.ts";
export { type CanvasHandle, type DialogName, useView } from "./view-store.ts";
export * from "./write-field.ts";
