import {
  useDocument,
  useDrafts,
  useExperiment,
  usePlayback,
  usePreferences,
  useRun,
  useSelection,
  useView,
} from "../state/index.ts";

const stores = [
  useDocument,
  useDocument.temporal,
  useDrafts,
  useExperiment,
  usePlayback,
  usePreferences,
  useRun,
  useSelection,
  useView,
] as const;

/** Calls back whenever an action may have become available or unavailable; returns how to end that. */
export function watchActions(callback: () => void): () => void {
  const ends = stores.map((store) => store.subscribe(callback));
  return () => {
    for (const end of ends) end();
  };
}
