/** How the lines of a chart are told apart: by colour, by dashes and by markers, so that no one of them is needed. */

export type Marker = "circle" | "square" | "triangle" | "diamond" | "cross";

export interface Look {
  /** 1 to 8, of the theme's series colours. */
  readonly colour: number;
  readonly dash: string;
  readonly marker: Marker;
}

const DASHES = ["", "7 3", "2 3", "9 3 2 3"] as const;
const MARKERS: readonly Marker[] = ["circle", "square", "triangle", "diamond", "cross"];
const COLOURS = 8;

/** The look of the n-th of many lines: no two of the first 40 are alike. */
export function lookOf(n: number): Look {
  return {
    colour: (n % COLOURS) + 1,
    dash: DASHES[(n + Math.floor(n / COLOURS)) % DASHES.length] ?? "",
    marker: MARKERS[n % MARKERS.length] ?? "circle",
  };
}

/** A look put together by hand. */
export function look(colour: number, dash: 0 | 1 | 2 | 3, marker: Marker): Look {
  return { colour, dash: DASHES[dash], marker };
}
