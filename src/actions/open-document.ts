/** Putting another document in the place of the one being edited: only when it can be read, and so that it can be undone. */
import { type DocumentInput, type ParsedDocument, parseDocumentText, problemLine, TEXT_MAX } from "../model/index.ts";
import { useDocument, useDrafts, useNotices, useRun, useSelection, useView } from "../state/index.ts";

const DETAILS_MAX = 8;

/** Shows a document instead of the one being edited. */
export function showDocument(document: DocumentInput): void {
  useRun.getState().reset();
  useDrafts.getState().clear();
  useDocument.getState().commit(document);
  useSelection.getState().select([]);
  useView.getState().canvas?.fitView();
}

/**
 * Shows a document that was read, or says what is wrong with it and leaves everything as it was.
 * @param name what it is called when it cannot be opened
 */
export function openParsed(parsed: ParsedDocument, name: string): boolean {
  if (parsed.ok) {
    showDocument(parsed.document);
    return true;
  }
  const lines = parsed.problems.map(problemLine);
  const more = lines.length - DETAILS_MAX;
  const details = more > 0 ? [...lines.slice(0, DETAILS_MAX), `and ${more} more`] : lines;
  useNotices.getState().notify("error", `${name} was not opened. Your work is as it was.`, details);
  return false;
}

/** Reads a file and shows what is in it. A file that is too large is not even read. */
export async function openFile(file: File): Promise<boolean> {
  const refuse = (why: string) => {
    useNotices.getState().notify("error", `${file.name} was not opened. Your work is as it was.`, [why]);
    return false;
  };
  if (file.size > TEXT_MAX) return refuse("It is larger than 5 MB.");
  try {
    const opened = openParsed(parseDocumentText(await file.text()), file.name);
    if (opened) useNotices.getState().notify("info", `Opened ${file.name}. Undo brings back what was here before.`);
    return opened;
  } catch {
    return refuse("It could not be read.");
  }
}
