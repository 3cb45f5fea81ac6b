/** The architecture as data: boxes, and wires between them. */
import type { Position } from "../../model/index.ts";

export interface Drawing {
  readonly boxes: readonly Box[];
  readonly wires: readonly Wire[];
}

export interface Box {
  readonly id: string;
  readonly name: string;
  /** Above the name: what it is. */
  readonly above: string;
  /** Under the name: what matters about it. */
  readonly below: string;
  /** Null when the document does not place it. */
  readonly position: Position | null;
  /** A word for the one that stands out. */
  readonly badge?: string;
}

export interface Wire {
  readonly from: string;
  readonly to: string;
  /** Empty for none. */
  readonly label: string;
}
