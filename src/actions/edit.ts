import { canLink, type Position } from "../model/index.ts";
import {
  componentsOf,
  duplicate as duplicated,
  linkKey,
  linksOf,
  remove,
  useDocument,
  useSelection,
  useView,
} from "../state/index.ts";
import type { Action } from "./action.ts";

const history = () => useDocument.temporal.getState();

export const undo: Action = {
  name: "undo",
  label: "Undo",
  icon: "undo-2",
  group: "edit",
  shortcuts: ["Mod+Z"],
  unavailable: () => (history().pastStates.length > 0 ? null : "There is nothing to undo."),
  perform: () => history().undo(),
};

export const redo: Action = {
  name: "redo",
  label: "Redo",
  icon: "redo-2",
  group: "edit",
  shortcuts: ["Mod+Shift+Z", "Mod+Y"],
  unavailable: () => (history().futureStates.length > 0 ? null : "There is nothing to redo."),
  perform: () => history().redo(),
};

export const deleteSelection: Action = {
  name: "delete",
  label: "Delete",
  icon: "trash-2",
  group: "edit",
  shortcuts: ["Delete", "Backspace"],
  onlyWhileDrawing: true,
  unavailable() {
    const { components, links } = useSelection.getState();
    return components.size + links.size > 0 ? null : "Nothing is selected.";
  },
  perform() {
    const { document, commit } = useDocument.getState();
    const { components, links } = useSelection.getState();
    commit(remove(document, components, links));
  },
};

export const duplicate: Action = {
  name: "duplicate",
  label: "Duplicate",
  icon: "copy-plus",
  group: "edit",
  shortcuts: ["Mod+D"],
  unavailable: () => (useSelection.getState().components.size > 0 ? null : "No component is selected."),
  perform() {
    const { document, commit } = useDocument.getState();
    const { components, select } = useSelection.getState();
    const { canvas } = useView.getState();
    const positions = new Map<string, Position>();
    for (const { id, position } of componentsOf(document)) {
      if (components.has(id)) positions.set(id, canvas?.positionOf(id) ?? position ?? { x: 0, y: 0 });
    }
    const copy = duplicated(document, positions);
    if (commit(copy.document).length === 0) select(copy.ids);
  },
};

export const rename: Action = {
  name: "rename",
  label: "Rename",
  icon: "pencil",
  group: "edit",
  shortcuts: ["F2"],
  unavailable: () => (useSelection.getState().components.size === 1 ? null : "Select one component first."),
  perform() {
    const [id] = useSelection.getState().components;
    if (id !== undefined) useView.getState().rename(id);
  },
};

export const selectAll: Action = {
  name: "select-all",
  label: "Select all",
  icon: "square-mouse-pointer",
  group: "edit",
  shortcuts: ["Mod+A"],
  onlyWhileDrawing: true,
  unavailable: () => (componentsOf(useDocument.getState().document).length > 0 ? null : "There is nothing to select."),
  perform() {
    const { document } = useDocument.getState();
    useSelection.getState().select(
      componentsOf(document).map(({ id }) => id),
      linksOf(document).map(linkKey),
    );
  },
};

/** A link that the wiring allows and that is not drawn yet. */
export interface PossibleLink {
  readonly from: string;
  readonly to: string;
}

/** The links that could be drawn to and from a component. */
export function possibleLinks(id: string): readonly PossibleLink[] {
  const { components, links } = useDocument.getState().scenario.architecture;
  const taken = new Set(links.map(linkKey));
  const self = components.find((component) => component.id === id);
  if (self === undefined) return [];
  const others = components.filter((component) => component.id !== id);
  const outgoing = others.filter(({ kind }) => canLink(self.kind, kind)).map((other) => ({ from: id, to: other.id }));
  const incoming = others.filter(({ kind }) => canLink(kind, self.kind)).map((other) => ({ from: other.id, to: id }));
  return [...outgoing, ...incoming].filter((link) => !taken.has(linkKey(link)));
}

export const connectTo: Action = {
  name: "connect",
  label: "Connect to…",
  icon: "link",
  group: "edit",
  shortcuts: ["Alt+C"],
  unavailable() {
    const [id, ...more] = useSelection.getState().components;
    if (id === undefined || more.length > 0) return "Select one component first.";
    return possibleLinks(id).length > 0 ? null : "There is nothing left it could be linked with.";
  },
  perform: () => useView.getState().openDialog("connect"),
};
