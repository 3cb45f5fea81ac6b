import type { Look, Marker } from "./look.ts";

/** The colour of a series, from the theme. */
export function colourOf({ colour }: Look): string {
  return `var(--series-${colour})`;
}

const SHAPES: Readonly<Record<Marker, string>> = {
  circle: "M-3 0a3 3 0 1 0 6 0a3 3 0 1 0 -6 0Z",
  square: "M-2.6 -2.6H2.6V2.6H-2.6Z",
  triangle: "M0 -3.4L3.3 2.6H-3.3Z",
  diamond: "M0 -3.7L3.7 0L0 3.7L-3.7 0Z",
  cross: "M-3 -3L3 3M-3 3L3 -3",
};

/** The marker of a line, around a point of a drawing. */
export function MarkerAt({ look, x, y }: { readonly look: Look; readonly x: number; readonly y: number }) {
  return (
    <path
      className="chart__marker"
      d={SHAPES[look.marker]}
      transform={`translate(${x} ${y})`}
      stroke={colourOf(look)}
      fill={look.marker === "cross" ? "none" : "var(--surface)"}
    />
  );
}

/** A short piece of a line, for a legend. */
export function LineSample({ look }: { readonly look: Look }) {
  return (
    <svg className="chart__sample" width={22} height={10} viewBox="0 0 22 10" aria-hidden="true">
      <line x1={0} x2={22} y1={5} y2={5} stroke={colourOf(look)} strokeWidth={1.75} strokeDasharray={look.dash} />
      <MarkerAt look={look} x={11} y={5} />
    </svg>
  );
}
