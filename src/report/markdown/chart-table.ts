import { formatDuration, formatFigure } from "../../model/index.ts";
import { type Cell, type Table, words } from "../content.ts";
import type { Chart, Points } from "../svg/chart.ts";

const ROWS = 12;

/** A chart as a table of a few instants: at each, every line's last value up to then. */
export function chartTable({ title, help, unit, end, ...chart }: Chart): Table {
  const parts = chart.type === "lines" ? chart.lines : chart.strips;
  const rows = Array.from({ length: ROWS }, (_, k): readonly Cell[] => {
    const time = (end * (k + 1)) / ROWS;
    return [
      words(formatDuration(time)),
      ...parts.map(({ points }) => words(formatFigure(valueAt(points, time), unit))),
    ];
  });
  const columns = ["At", ...parts.map(({ label }) => label)].map((label) => ({ label, numeric: true as const }));
  return { caption: `${title}. ${help}`, columns, rows };
}

/** Of steps the one that holds at `time`, of levels the last one seen. */
function valueAt({ times, values, steps }: Points, time: number): number | null {
  let found: number | null = null;
  for (let k = 0; k < times.length; k++) {
    const at = times[k] ?? 0;
    if (at > time * (1 + 1e-9)) return steps && (times[k - 1] ?? 0) < time * (1 - 1e-9) ? (values[k] ?? null) : found;
    found = values[k] ?? null;
  }
  return found;
}
