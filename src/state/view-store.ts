/** What of the page is open, and where the canvas looks. */
import { create } from "zustand";
import type { Position } from "../model/index.ts";

export type DialogName = "commands" | "connect" | "scenarios" | "shortcuts";

/** What the canvas, once it is there, does for others. */
export interface CanvasHandle {
  fitView(): void;
  /** Where a component that is added without a place goes. */
  freePosition(): Position;
  /** Where a component is drawn, whether or not the document places it. */
  positionOf(id: string): Position | undefined;
  /** Brings a component into sight. */
  reveal(id: string): void;
}

interface ViewState {
  readonly dialog: DialogName | null;
  /** The panel shown under the canvas. */
  readonly panel: string;
  readonly canvas: CanvasHandle | null;
  openDialog(dialog: DialogName): void;
  closeDialog(): void;
  showPanel(panel: string): void;
}

export const useView = create<ViewState>()((set) => ({
  dialog: null,
  panel: "overview",
  canvas: null,
  openDialog: (dialog) => set({ dialog }),
  closeDialog: () => set({ dialog: null }),
  showPanel: (panel) => set({ panel }),
}));
