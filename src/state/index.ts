/** What the page knows: the document and its history, the last run, playback, selection, preferences. */
export { useDocument } from "./document-store.ts";
export { useDrafts } from "./drafts-store.ts";
export * from "./edits.ts";
export { type ExperimentKind, useExperiment } from "./experiment-store.ts";
export { type Notice, useNotices } from "./notices-store.ts";
export { type NumericSetting, numericSettings } from "./numeric-settings.ts";
export * from "./places.ts";
export { fittingSpeed, usePlayback } from "./playback-store.ts";
export { themeOf, usePreferences } from "./preferences-store.ts";
export { currentProblems, useProblems } from "./problems.ts";
export { isUnderWay, type RunState, useRun } from "./run-store.ts";
export { sampleAt } from "./sample-at.ts";
export { FIRST_SCENARIO, loadPairs, loadScenario, SCENARIOS, type ScenarioPair } from "./scenario-library.ts";
export { useSelection } from "./selection-store.ts";
export { loadStored, startAutosave } from "./storage.ts";
export { type CanvasHandle, useView } from "./view-store.ts";
export * from "./write-field.ts";
