/** What the page knows: the document and its history, the last run, playback, preferences. */
export { type DocumentState, useDocument, useHistory } from "./document-store.ts";
export { type PlaybackState, usePlayback } from "./playback-store.ts";
export { isUnderWay, type RunState, type RunStatus, useRun } from "./run-store.ts";
export { sampleAt } from "./sample-at.ts";
