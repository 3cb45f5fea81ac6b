/** Keeps the document in the browser, so that it is still there after a reload. */
import { createStore, get, set } from "idb-keyval";
import { type DocumentInput, parseDocument } from "../model/index.ts";
import { useDocument } from "./document-store.ts";

const KEY = "document";
/** A browser that neither gives nor refuses does not keep the page from opening. */
const PATIENCE_MS = 1500;

const database = once(() => createStore("doorbuster", "work"));

/** What was kept: the document, nothing, or something that cannot be read, which is left in place. */
export type Stored =
  | { readonly status: "found"; readonly document: DocumentInput }
  | { readonly status: "empty" }
  | { readonly status: "unreadable" };

/** Reads what was kept. Never rejects. */
export async function loadStored(): Promise<Stored> {
  const late = new Promise<undefined>((resolve) => setTimeout(resolve, PATIENCE_MS));
  try {
    const kept: unknown = await Promise.race([get<unknown>(KEY, database()), late]);
    if (kept === undefined) return { status: "empty" };
    const parsed = parseDocument(kept);
    return parsed.ok ? { status: "found", document: parsed.document } : { status: "unreadable" };
  } catch {
    return { status: "unreadable" };
  }
}

/** Keeps every change from now on. Changes made while one is being written are written together after it. */
export function startAutosave(onFailure: () => void): void {
  let next: DocumentInput | null = null;
  let writing = false;
  let failed = false;

  async function write(): Promise<void> {
    if (writing) return;
    writing = true;
    while (next !== null) {
      const document = next;
      next = null;
      try {
        await set(KEY, document, database());
        failed = false;
      } catch {
        if (!failed) onFailure();
        failed = true;
      }
    }
    writing = false;
  }

  useDocument.subscribe(({ document }, before) => {
    if (document === before.document) return;
    next = document;
    void write();
  });
}

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
