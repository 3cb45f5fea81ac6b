import { starterDocument } from "../model/index.ts";
import { currentProblems, useDocument, useDrafts, useNotices, useView } from "../state/index.ts";
import { type Action, always } from "./action.ts";
import { openFile, showDocument } from "./open-document.ts";

const files = { extensions: [".json"], mimeTypes: ["application/json"], description: "Doorbuster document" };

export const newDocument: Action = {
  name: "new",
  label: "New",
  icon: "file-plus",
  group: "file",
  unavailable: always,
  perform: () => showDocument(starterDocument()),
};

export const open: Action = {
  name: "open",
  label: "Open file…",
  icon: "folder-open",
  group: "file",
  shortcuts: ["Mod+O"],
  unavailable: always,
  async perform() {
    const { fileOpen } = await import("browser-fs-access");
    try {
      await openFile(await fileOpen(files));
    } catch (error) {
      if (!wasDismissed(error)) useNotices.getState().notify("error", "No file was opened.", [String(error)]);
    }
  },
};

export const save: Action = {
  name: "save",
  label: "Save file",
  icon: "save",
  group: "file",
  shortcuts: ["Mod+S"],
  whileTyping: true,
  unavailable: always,
  async perform() {
    const { document } = useDocument.getState();
    const { fileSave } = await import("browser-fs-access");
    const text = `${JSON.stringify(document, null, 2)}\n`;
    try {
      await fileSave(new Blob([text], { type: "application/json" }), {
        ...files,
        fileName: `${fileStem(document.name)}.json`,
      });
      if (Object.keys(useDrafts.getState().drafts).length > 0) {
        const typed = currentProblems()
          .slice(0, 3)
          .map(({ message }) => message);
        useNotices.getState().notify("info", "Saved, without what cannot be read yet.", typed);
      }
    } catch (error) {
      if (!wasDismissed(error)) useNotices.getState().notify("error", "The file was not saved.", [String(error)]);
    }
  },
};

export const openScenario: Action = {
  name: "scenarios",
  label: "Open scenario…",
  icon: "library",
  group: "file",
  unavailable: always,
  perform: () => useView.getState().openDialog("scenarios"),
};

/** The name of a document as the name of a file: "flash-sale-the-capacity-sum". */
export function fileStem(name = ""): string {
  const stem = name
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-|-$/g, "")
    .slice(0, 60);
  return stem === "" ? "untitled" : stem;
}

function wasDismissed(error: unknown): boolean {
  return error instanceof DOMException && error.name === "AbortError";
}
