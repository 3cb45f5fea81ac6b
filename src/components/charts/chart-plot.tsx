import { memo, type ReactNode } from "react";
import {
  CartesianGrid,
  type DotItemDotProps,
  Line,
  LineChart,
  ResponsiveContainer,
  Tooltip,
  type TooltipContentProps,
  XAxis,
  YAxis,
} from "recharts";
import { formatDuration, formatFigure } from "../../model/index.ts";
import { axisOf, timeAxisOf } from "../../report/svg/axis.ts";
import { type ChartData, type ChartRow, extentOf } from "./chart-data.ts";
import { colourOf, LineSample, MarkerAt } from "./line-sample.tsx";
import { logAxisOf } from "./log-axis.ts";
import type { Look } from "./look.ts";
import { PLOT } from "./plot-area.ts";

interface Props {
  readonly chart: ChartData;
  readonly end: number;
  readonly hidden: ReadonlySet<string>;
  readonly log: boolean;
}

/** Markers on a line. */
const MARKERS = 6;

/** The drawing of a chart. It is drawn anew only when what it shows changes, not while time passes. */
export const ChartPlot = memo(function ChartPlot({ chart, end, hidden, log }: Props) {
  const { unit, lines, rows } = chart;
  const extent = extentOf(chart, hidden, log);
  const [low, high] = extent ?? [1, 1];
  const linear = { min: 0, ...axisOf(unit === "ratio" ? 1 : high, unit, 4) };
  const y = log ? logAxisOf(low, high, unit) : linear;
  const x = timeAxisOf(end, 6);
  const labels = new Map([...y.ticks].map(({ value, label }) => [value, label]));
  const times = new Map([...x.ticks].map(({ value, label }) => [value, label]));
  const every = Math.max(1, Math.floor(rows.length / MARKERS));
  return (
    <ResponsiveContainer width="100%" height="100%">
      <LineChart data={[...rows]} margin={PLOT.margin} accessibilityLayer={false}>
        <CartesianGrid stroke="var(--line)" vertical={false} />
        <XAxis
          type="number"
          dataKey="time"
          domain={[0, end]}
          ticks={[...times.keys()]}
          tickFormatter={(value: number) => times.get(value) ?? ""}
          tick={{ fontSize: 11, fill: "var(--text-muted)" }}
          stroke="var(--line-strong)"
          height={PLOT.timeAxisHeight}
          tickSize={4}
          interval="equidistantPreserveStart"
        />
        <YAxis
          type="number"
          scale={log ? "log" : "linear"}
          domain={[y.min, y.max]}
          allowDataOverflow
          ticks={[...labels.keys()]}
          tickFormatter={(value: number) => labels.get(value) ?? ""}
          tick={{ fontSize: 11, fill: "var(--text-muted)" }}
          stroke="var(--line-strong)"
          width={PLOT.valueAxisWidth}
          tickSize={4}
          interval={0}
        />
        <Tooltip
          isAnimationActive={false}
          cursor={{ stroke: "var(--line-strong)" }}
          content={(props) => <Hint {...props} chart={chart} hidden={hidden} />}
        />
        {lines.map(({ key, look }, n) =>
          hidden.has(key) ? null : (
            <Line
              key={key}
              dataKey={(row: ChartRow) => drawable(row.values[key] ?? null, log)}
              type={chart.ofIntervals ? "stepBefore" : "linear"}
              stroke={colourOf(look)}
              strokeWidth={1.75}
              strokeDasharray={look.dash}
              isAnimationActive={false}
              dot={(props: DotItemDotProps) =>
                markerOf(props, look, every, Math.floor((every * (n + 1)) / (lines.length + 1)))
              }
              activeDot={false}
            />
          ),
        )}
      </LineChart>
    </ResponsiveContainer>
  );
});

/** A logarithmic axis has no place for 0. */
function drawable(value: number | null, log: boolean): number | null {
  return log && value !== null && value <= 0 ? null : value;
}

function markerOf({ cx, cy, index, key }: DotItemDotProps, look: Look, every: number, offset: number): ReactNode {
  if (index % every !== offset || typeof cx !== "number" || typeof cy !== "number") return null;
  return <MarkerAt key={key} look={look} x={cx} y={cy} />;
}

interface HintProps extends TooltipContentProps {
  readonly chart: ChartData;
  readonly hidden: ReadonlySet<string>;
}

function Hint({ active, payload, chart, hidden }: HintProps) {
  const row = payload?.[0]?.payload as ChartRow | undefined;
  if (!active || row === undefined) return null;
  return (
    <div className="popup chart__hint">
      <p className="chart__hint-time">{formatDuration(row.time)}</p>
      {chart.lines.map(({ key, label, look }) =>
        hidden.has(key) ? null : (
          <p key={key} className="chart__hint-line">
            <LineSample look={look} />
            <span>{label}</span>
            <span className="chart__hint-value">{formatFigure(row.values[key] ?? null, chart.unit)}</span>
          </p>
        ),
      )}
    </div>
  );
}
