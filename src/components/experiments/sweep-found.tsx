import type { CSSProperties } from "react";
import { type Interval, KNEE_METHOD, type Sweep } from "../../analysis/index.ts";
import { figureOf, formatFigure, type Unit, type Variation } from "../../model/index.ts";
import { settingText } from "../../report/experiments.ts";
import { Plot } from "./plot.tsx";
import { useReveal } from "./use-reveal.ts";

/** What a sweep found: a curve, or a map. */
export function SweepFound({ found }: { readonly found: Sweep }) {
  const { figure, variations } = found;
  const place = useReveal<HTMLElement>(found);
  const { label, unit } = figureOf(figure) ?? { label: figure, unit: "count" as const };
  const [first, second] = variations;
  if (first === undefined) return null;
  return (
    <section ref={place} className="experiments__sweep" aria-label="Sweep">
      {second === undefined && <Curve found={found} variation={first} label={label} unit={unit} />}
      <div className="figures-panel">
        <table className="data-table experiments__map">
          <caption className="data-table__caption">
            {label} over {first.path}
            {second !== undefined && ` (down) and ${second.path} (across)`}
          </caption>
          <thead>
            <tr>
              <th scope="col">Value</th>
              {second === undefined ? (
                <th scope="col" className="data-table__number">
                  {label}
                </th>
              ) : (
                second.values.map((value) => (
                  <th key={value} scope="col" className="data-table__number">
                    {settingText(second, value)}
                  </th>
                ))
              )}
            </tr>
          </thead>
          <tbody>
            {first.values.map((value, row) => (
              <tr key={value}>
                <th scope="row">{settingText(first, value)}</th>
                {(found.cells[row] ?? []).map((cell, column) => (
                  <Cell
                    // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its place
                    key={column}
                    cell={cell}
                    unit={unit}
                    heat={second === undefined ? 0 : heatOf(found, cell)}
                    isKnee={found.knees[column]?.index === row}
                  />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
        <p className="figures-panel__note">{KNEE_METHOD}</p>
      </div>
    </section>
  );
}

interface CellProps {
  readonly cell: Interval;
  readonly unit: Unit;
  /** From 0 for the smallest to 1 for the largest. */
  readonly heat: number;
  readonly isKnee: boolean;
}

function Cell({ cell, unit, heat, isKnee }: CellProps) {
  const spread = cell.halfWidth === null ? "" : ` ± ${formatFigure(cell.halfWidth, unit)}`;
  return (
    <td
      className={isKnee ? "data-table__number heat heat--knee" : "data-table__number heat"}
      style={{ "--heat": `${Math.round(heat * 45)}%` } as CSSProperties}
      data-knee={isKnee}
    >
      {isKnee && <span className="figure-tag">knee</span>} {formatFigure(cell.mean, unit)}
      {spread}
    </td>
  );
}

function heatOf({ cells }: Sweep, { mean }: Interval): number {
  const means = cells.flat().flatMap((cell) => cell.mean ?? []);
  const least = Math.min(...means);
  const most = Math.max(...means);
  return mean === null || most === least ? 0 : (mean - least) / (most - least);
}

interface CurveProps {
  readonly found: Sweep;
  readonly variation: Variation;
  readonly label: string;
  readonly unit: Unit;
}

function Curve({ found, variation, label, unit }: CurveProps) {
  const points = variation.values.flatMap((x, row) => {
    const { mean = null, halfWidth = null } = found.cells[row]?.[0] ?? {};
    return mean === null ? [] : [{ x, y: mean, half: halfWidth ?? 0, row }];
  });
  const xs = variation.values;
  const from = Math.min(...xs);
  const to = Math.max(...xs);
  const every = Math.ceil(xs.length / 8);
  const marks = xs.filter((_, i) => i % every === 0).map((value) => ({ value, label: settingText(variation, value) }));
  const largest = Math.max(0, ...points.map(({ y, half }) => y + half));
  const knee = points.find(({ row }) => row === found.knees[0]?.index);
  return (
    <figure className="figures-panel band-chart">
      <figcaption className="figures-panel__title">{label}</figcaption>
      <Plot label={`${label} over ${variation.path}`} from={from} to={to} marks={marks} largest={largest} unit={unit}>
        {({ x, y, top, bottom }) => (
          <>
            {knee !== undefined && (
              <g>
                <line className="plot__knee" x1={x(knee.x)} x2={x(knee.x)} y1={top} y2={bottom} />
                <text className="plot__text" x={x(knee.x) + 5} y={top + 4}>
                  knee at {settingText(variation, knee.x)}
                </text>
              </g>
            )}
            <polyline className="plot__line" points={points.map((point) => `${x(point.x)},${y(point.y)}`).join(" ")} />
            {points.map((point) => (
              <g key={point.x}>
                {point.half > 0 && (
                  <line
                    className="plot__line"
                    x1={x(point.x)}
                    x2={x(point.x)}
                    y1={y(Math.max(0, point.y - point.half))}
                    y2={y(point.y + point.half)}
                  />
                )}
                <circle className="plot__point" cx={x(point.x)} cy={y(point.y)} r={point === knee ? 4.5 : 3} />
              </g>
            ))}
          </>
        )}
      </Plot>
    </figure>
  );
}
