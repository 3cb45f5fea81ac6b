import { openParsed } from "../../actions/index.ts";
import {
  FIRST_SCENARIO,
  loadScenario,
  loadStored,
  startAutosave,
  useDocument,
  useNotices,
  useRun,
} from "../../state/index.ts";

/** By then the canvas is there, and nobody has had the time to press Run. */
const WARM_UP_AFTER_MS = 300;

/** Brings back what was drawn last time, or else the first scenario, and keeps every change from then on. Never rejects. */
export async function start(): Promise<void> {
  const { notify } = useNotices.getState();
  const stored = await loadStored();
  if (stored.status === "found") useDocument.getState().commit(stored.document);
  else {
    try {
      openParsed(await loadScenario(FIRST_SCENARIO), FIRST_SCENARIO);
    } catch {
      notify("error", "The first scenario could not be loaded.");
    }
  }
  if (stored.status === "unreadable") {
    notify("error", "What was kept in this browser could not be read, so the first scenario is shown instead.");
  }
  // What is there at the start is not a step that can be undone.
  useDocument.temporal.getState().clear();
  // After the page has been drawn.
  setTimeout(() => useRun.getState().warmUp(), WARM_UP_AFTER_MS);
  startAutosave(() => {
    notify("error", "This browser does not keep your work. Save it to a file before you leave.");
  });
}
