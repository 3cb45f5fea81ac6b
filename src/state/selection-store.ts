/** What is selected on the canvas. */
import { create } from "zustand";
import { useDocument } from "./document-store.ts";
import { componentsOf, linkKey, linksOf } from "./edits.ts";

export interface SelectionState {
  /** The ids of components. */
  readonly components: ReadonlySet<string>;
  /** The keys of links, see `linkKey`. */
  readonly links: ReadonlySet<string>;
  /** Selects these and nothing else. */
  select(components: Iterable<string>, links?: Iterable<string>): void;
}

export const useSelection = create<SelectionState>()((set) => ({
  components: new Set(),
  links: new Set(),
  select: (components, links = []) => set({ components: new Set(components), links: new Set(links) }),
}));

// Nothing stays selected that is no longer there.
useDocument.subscribe(({ document }) => {
  const { components, links, select } = useSelection.getState();
  const ids = new Set(componentsOf(document).map(({ id }) => id));
  const keys = new Set(linksOf(document).map(linkKey));
  const kept = [...components].filter((id) => ids.has(id));
  const keptLinks = [...links].filter((key) => keys.has(key));
  if (kept.length < components.size || keptLinks.length < links.size) select(kept, keptLinks);
});
