/** Charts as SVG. Colours and dashes are classes of the report's style sheet. */
import { formatDuration, formatFigure } from "../../model/index.ts";
import { type Markup, markup } from "../markup.ts";
import { type Axis, axisOf, timeAxisOf } from "./axis.ts";
import { type Chart, type Line, type LineChart, type Points, peakOf, type StripChart } from "./chart.ts";

const WIDTH = 480;
const PLOT_HEIGHT = 168;
const TOP = 8;
const BOTTOM = 22;
const RIGHT = 18;
const LEFT = 48;
const STRIP = { left: 132, right: 72, height: 22, gap: 6 } as const;

interface Frame {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Draws a chart; its title, unit and legend are text around it. */
export function drawChart(chart: Chart): Markup {
  return chart.type === "lines" ? drawLines(chart) : drawStrips(chart);
}

/** What the picture says, in a sentence, for those who do not see it. */
export function describeChart(chart: Chart): string {
  const parts = chart.type === "lines" ? chart.lines : chart.strips;
  const peaks = parts.map(({ label, points }) => {
    const peak = peakOf(points);
    return peak === null
      ? `${label}: no values`
      : `${label}: at most ${formatFigure(peak.value, chart.unit)}, at ${formatDuration(peak.at)}`;
  });
  return `${chart.title}. ${peaks.join("; ")}.`;
}

/** A short piece of a line as it is drawn, for the legend. */
export function drawSample(look: Line["look"]): Markup {
  return markup`<svg class="sample" viewBox="0 0 22 8" width="22" height="8" aria-hidden="true" focusable="false"><path class="line ${look}" d="M1 4H21"/></svg>`;
}

function drawLines(chart: LineChart): Markup {
  const frame: Frame = { left: LEFT, right: WIDTH - RIGHT, top: TOP, bottom: TOP + PLOT_HEIGHT };
  const largest = Math.max(0, ...chart.lines.map(({ points }) => peakOf(points)?.value ?? 0));
  const y = axisOf(largest, chart.unit, 4);
  const time = timeAxisOf(chart.end, 6);
  const lines = chart.lines.map(
    ({ look, points }) => markup`<path class="line ${look}" d="${pathOf(points, frame, time.max, y.max)}"/>`,
  );
  return canvas(chart, frame.bottom + BOTTOM, [...valueAxis(y, frame), timeAxis(time, frame), ...lines]);
}

function drawStrips(chart: StripChart): Markup {
  const time = timeAxisOf(chart.end, 5);
  const left = STRIP.left;
  const right = WIDTH - STRIP.right;
  const bottom = TOP + chart.strips.length * (STRIP.height + STRIP.gap);
  const rows = chart.strips.map((strip, row) => {
    const top = TOP + row * (STRIP.height + STRIP.gap);
    const frame: Frame = { left, right, top, bottom: top + STRIP.height };
    const middle = top + STRIP.height / 2 + 4;
    return markup`<rect class="track" x="${left}" y="${top}" width="${right - left}" height="${STRIP.height}"/>
<path class="area" d="${areaOf(strip.points, frame, time.max, strip.max)}"/>
<text class="label" x="${left - 8}" y="${middle}" text-anchor="end">${shortened(strip.label, 20)}</text>
<text class="value" x="${right + 8}" y="${middle}">${strip.note}</text>
`;
  });
  const frame: Frame = { left, right, top: TOP, bottom: bottom - STRIP.gap };
  return canvas(chart, frame.bottom + BOTTOM, [...rows, timeAxis(time, frame)]);
}

function canvas(chart: Chart, height: number, parts: readonly Markup[]): Markup {
  return markup`<svg class="chart" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${describeChart(chart)}">
${parts}
</svg>`;
}

function valueAxis({ max, ticks }: Axis, { left, right, top, bottom }: Frame): Markup[] {
  return ticks.map(({ value, label }) => {
    const y = round(bottom - (value / max) * (bottom - top));
    const line = markup`<path class="${value === 0 ? "base" : "grid"}" d="M${left} ${y}H${right}"/>`;
    return markup`${line}<text x="${left - 6}" y="${y + 4}" text-anchor="end">${label}</text>
`;
  });
}

function timeAxis({ max, ticks }: Axis, { left, right, bottom }: Frame): Markup {
  const marks = ticks.map(({ value, label }) => {
    const x = round(left + (value / max) * (right - left));
    return markup`<path class="base" d="M${x} ${bottom}v4"/><text x="${x}" y="${bottom + 16}" text-anchor="middle">${label}</text>
`;
  });
  return markup`${marks}`;
}

/** Runs of values without a gap between them: positions from the left and the bottom of the frame. */
function runsOf({ times, values, steps }: Points, frame: Frame, end: number, max: number): [number, number][][] {
  const runs: [number, number][][] = [];
  let run: [number, number][] | undefined;
  const x = (time: number) => round(frame.left + (Math.min(time, end) / end) * (frame.right - frame.left));
  const y = (value: number) =>
    round(frame.bottom - (Math.min(Math.max(value, 0), max) / max) * (frame.bottom - frame.top));
  for (let k = 0; k < times.length; k++) {
    const value = values[k] ?? Number.NaN;
    if (!Number.isFinite(value)) {
      run = undefined;
      continue;
    }
    if (run === undefined) {
      run = [];
      runs.push(run);
    }
    if (steps) run.push([x(k === 0 ? 0 : (times[k - 1] ?? 0)), y(value)]);
    run.push([x(times[k] ?? 0), y(value)]);
  }
  return runs;
}

function pathOf(points: Points, frame: Frame, end: number, max: number): string {
  return runsOf(points, frame, end, max)
    .map((run) => `M${run.map(([x, y]) => `${x} ${y}`).join("L")}${run.length === 1 ? "h0" : ""}`)
    .join("");
}

function areaOf(points: Points, frame: Frame, end: number, max: number): string {
  return runsOf(points, frame, end, max)
    .map((run) => `M${run[0]?.[0] ?? 0} ${frame.bottom}L${run.map(([x, y]) => `${x} ${y}`).join("L")}V${frame.bottom}Z`)
    .join("");
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

/** Text cut to about so many Latin letters; wider scripts count double. */
export function shortened(text: string, letters: number): string {
  let room = letters;
  let kept = "";
  for (const character of text) {
    room -= (character.codePointAt(0) ?? 0) >= 0x1100 ? 2 : 1;
    if (room < 0) return `${kept.trimEnd()}…`;
    kept += character;
  }
  return kept;
}
