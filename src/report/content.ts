/**
 * A report before it has a format: sections of blocks. What is said is decided once, by the functions in `sections/`; HTML, Markdown and
 * plain text only differ in how they write it.
 */
import type { Chart } from "./svg/chart.ts";
import type { Drawing } from "./svg/drawing.ts";

export interface Report {
  readonly title: string;
  readonly about: string;
  /** Under the title: which run this is. */
  readonly facts: readonly string[];
  readonly sections: readonly Section[];
}

export interface Section {
  /** Its anchor. */
  readonly id: string;
  readonly title: string;
  readonly blocks: readonly Block[];
}

export type Block =
  | { readonly type: "text"; readonly text: string; readonly tone?: Tone }
  | { readonly type: "tiles"; readonly tiles: readonly Tile[] }
  | { readonly type: "answers"; readonly answers: readonly Answer[] }
  | { readonly type: "table"; readonly table: Table }
  | { readonly type: "shares"; readonly label: string; readonly shares: readonly Share[] }
  | { readonly type: "charts"; readonly charts: readonly Chart[] }
  | { readonly type: "drawing"; readonly drawing: Drawing }
  | { readonly type: "code"; readonly code: string; readonly language: string; readonly folded?: string };

/** `wrong` is for what must not be; `quiet` for what is beside the point. */
export type Tone = "wrong" | "good" | "quiet";

export interface Cell {
  readonly text: string;
  readonly tone?: Tone;
  /** The number it shows, and where in the result it stands. */
  readonly figure?: { readonly path: string; readonly value: number | null };
}

export interface Tile {
  readonly label: string;
  readonly cell: Cell;
}

/** A question, its answer, and what bears it out. */
export interface Answer {
  readonly question: string;
  readonly answer: string;
  readonly tone?: Tone;
  readonly details: readonly string[];
}

export interface Table {
  readonly caption?: string;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Cell[])[];
}

export interface Column {
  readonly label: string;
  readonly numeric?: true;
  /** Takes the room that is left. */
  readonly grows?: true;
}

/** A part of a whole, for a bar. */
export interface Share {
  readonly label: string;
  readonly value: number;
  readonly pattern: "solid" | "soft" | "wrong" | "wrong-soft" | "quiet";
}

/** A cell of words. */
export function words(text: string, tone?: Tone): Cell {
  return tone === undefined ? { text } : { text, tone };
}
