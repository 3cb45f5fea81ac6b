/** What of the page is open, and where the canvas looks. */
import { create } from "zustand";
import type { Kind, Position } from "../model/index.ts";

export type DialogName = "commands" | "connect" | "scenarios";

/** What the canvas, once it is there, does for others. */
export interface CanvasHandle {
  fitView(): void;
  /** Where a component that is added without a place goes: after the selected one, else into the middle. */
  freePosition(kind: Kind): Position;
  /** Where a component is drawn, whether or not the document places it. */
  positionOf(id: string): Position | undefined;
  /** Brings a component into sight. */
  reveal(id: string): void;
  /** Shows the whole drawing if the component would be out of sight. */
  keepInSight(id: string): void;
}

interface ViewState {
  readonly dialog: DialogName | null;
  /** The panel shown under the canvas. */
  readonly panel: string;
  readonly canvas: CanvasHandle | null;
  /** The component whose name is being written on the canvas. */
  readonly renaming: string | null;
  openDialog(dialog: DialogName): void;
  closeDialog(): void;
  showPanel(panel: string): void;
  /** Lets a person write the name of a component on the canvas; null ends it. */
  rename(id: string | null): void;
}

export const useView = create<ViewState>()((set) => ({
  dialog: null,
  panel: "overview",
  canvas: null,
  renaming: null,
  openDialog: (dialog) => set({ dialog }),
  closeDialog: () => set({ dialog: null }),
  showPanel: (panel) => set({ panel }),
  rename: (renaming) => set({ renaming }),
}));
