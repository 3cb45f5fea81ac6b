/**
 * What was typed and cannot be read. It is kept beside the document, which stays as it last could be read; nothing runs until it is
 * mended. It becomes part of the document as soon as it fits, which may be when something else changed.
 */
import { create } from "zustand";
import { useDocument } from "./document-store.ts";
import { componentsOf, linkKey, linksOf } from "./edits.ts";
import { isWithin, type Place, whyNot } from "./places.ts";

export interface Draft {
  readonly place: Place;
  /** As typed. */
  readonly text: string;
  readonly value: unknown;
  /** Why it cannot be part of the document. */
  readonly message: string;
}

interface DraftsState {
  readonly drafts: Readonly<Record<string, Draft>>;
  /**
   * Puts a value at a place of the document, or keeps it here when it cannot be read.
   * @param text the same as typed
   */
  submit(place: Place, value: unknown, text: string): void;
  /** Forgets what was typed at a place and anywhere in it. */
  discard(key: string): void;
  /** Forgets everything typed. */
  clear(): void;
}

export const useDrafts = create<DraftsState>()((set, get) => ({
  drafts: {},
  submit(place, value, text) {
    const { document, commit } = useDocument.getState();
    const message = whyNot(place, document, value);
    if (message !== null) {
      set(({ drafts }) => ({ drafts: { ...drafts, [place.key]: { place, text, value, message } } }));
      return;
    }
    get().discard(place.key);
    if (Object.is(place.read(document), value)) return;
    commit(place.write(document, value));
    place.onKept?.(value);
    retry(Object.values(get().drafts));
  },
  discard(key) {
    const entries = Object.entries(get().drafts);
    const kept = entries.filter(([each]) => !isWithin(each, key));
    if (kept.length < entries.length) set({ drafts: Object.fromEntries(kept) });
  },
  clear: () => set({ drafts: {} }),
}));

function retry(drafts: readonly Draft[]): void {
  for (const { place, value } of drafts) {
    const { document, commit } = useDocument.getState();
    if (whyNot(place, document, value) !== null) continue;
    useDrafts.getState().discard(place.key);
    commit(place.write(document, value));
  }
}

// What was typed for something that is gone is gone with it.
useDocument.subscribe(({ document }, before) => {
  const { drafts } = useDrafts.getState();
  if (document === before.document || Object.keys(drafts).length === 0) return;
  const ids = new Set(componentsOf(document).map(({ id }) => id));
  const links = new Set(linksOf(document).map(linkKey));
  const kept = Object.entries(drafts).filter(([key, { place }]) => {
    if (place.componentId !== undefined) return ids.has(place.componentId);
    const [, link] = /^link (\S+ \S+)\./.exec(key) ?? [];
    return link === undefined || links.has(link);
  });
  useDrafts.setState({ drafts: Object.fromEntries(kept) });
});
