import { openParsed } from "../../actions/index.ts";
import type { ParsedDocument } from "../../model/index.ts";
import { useNotices, useView } from "../../state/index.ts";

/** Opens a shipped document in place of the present one, closes the picker, and says so. */
export function openScenario(slug: string, parsed: ParsedDocument): void {
  const name = parsed.ok ? parsed.scenario.name : slug;
  useView.getState().closeDialog();
  if (openParsed(parsed, name)) {
    useNotices.getState().notify("info", `Opened ${name}. Undo brings back what was here before.`);
  }
}
