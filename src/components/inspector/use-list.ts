import { type Place, useDocument, useDrafts } from "../../state/index.ts";
import { moved, without } from "./list-edits.ts";

const NONE: readonly unknown[] = [];

/** The entries of a list, and what can be done with them. Each is one step of the history. */
export function useList(place: Place) {
  const written = useDocument(({ document }) => place.read(document));
  const entries = Array.isArray(written) ? (written as readonly unknown[]) : NONE;
  const set = (next: readonly unknown[]) => {
    // What was typed in an entry is known by its index, which is now another's.
    useDrafts.getState().discard(place.key);
    useDrafts.getState().submit(place, next, "");
  };
  return {
    entries,
    add: (entry: unknown) => set([...entries, entry]),
    removeAt: (index: number) => set(without(entries, index)),
    move: (from: number, to: number) => set(moved(entries, from, to)),
  };
}
