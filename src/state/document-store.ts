/**
 * The document being edited: the one truth, with its history. It can always be read: a change that would break it is refused, with the
 * reasons. What is selected, shown or measured is not part of it.
 */
import { temporal } from "zundo";
import { create } from "zustand";
import { type DocumentInput, type Problem, parseDocument, type Scenario, starterDocument } from "../model/index.ts";

interface Kept {
  /** As written: what is saved. */
  readonly document: DocumentInput;
  /** The same, read. */
  readonly scenario: Scenario;
}

export interface DocumentState extends Kept {
  /**
   * Makes `next` the document, as one step of the history.
   * @returns why not; nothing when it was done
   */
  commit(next: DocumentInput): readonly Problem[];
}

/** How many steps can be undone. */
const HISTORY = 200;

function read(document: DocumentInput): Kept | readonly Problem[] {
  const parsed = parseDocument(document);
  return parsed.ok ? { document: parsed.document, scenario: parsed.scenario } : parsed.problems;
}

function isRefusal(kept: Kept | readonly Problem[]): kept is readonly Problem[] {
  return Array.isArray(kept);
}

function nothing(): Kept {
  const kept = read(starterDocument());
  if (isRefusal(kept)) throw new Error(`the empty document cannot be read: ${kept[0]?.message}`);
  return kept;
}

export const useDocument = create<DocumentState>()(
  temporal(
    (set, get): DocumentState => ({
      ...nothing(),
      commit(next) {
        if (next === get().document) return [];
        const kept = read(next);
        if (isRefusal(kept)) return kept;
        set(kept);
        return [];
      },
    }),
    {
      limit: HISTORY,
      partialize: ({ document, scenario }): Kept => ({ document, scenario }),
      equality: (past, current) => past.document === current.document,
    },
  ),
);
