import type { ReactNode } from "react";
import type { Unit } from "../../model/index.ts";
import { type Axis, axisOf } from "../../report/svg/axis.ts";

const WIDTH = 520;
const HEIGHT = 200;
const LEFT = 58;
const RIGHT = 14;
const TOP = 16;
const BOTTOM = 26;

/** Where values lie in the picture. */
export interface Scales {
  readonly x: (value: number) => number;
  readonly y: (value: number) => number;
  readonly top: number;
  readonly bottom: number;
}

interface PlotProps {
  /** What it shows, for those who do not see it. */
  readonly label: string;
  readonly from: number;
  readonly to: number;
  readonly marks: Axis["ticks"];
  readonly largest: number;
  readonly unit: Unit;
  readonly children: (scales: Scales) => ReactNode;
}

/** A frame with two axes, the upright one from 0. */
export function Plot({ label, from, to, marks, largest, unit, children }: PlotProps) {
  const axis = axisOf(largest, unit, 4);
  const bottom = HEIGHT - BOTTOM;
  const x = (value: number) => LEFT + ((value - from) / (to - from || 1)) * (WIDTH - LEFT - RIGHT);
  const y = (value: number) => bottom - (Math.min(value, axis.max) / axis.max) * (bottom - TOP);
  return (
    <svg className="plot" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label}>
      {axis.ticks.map(({ value, label: text }) => (
        <g key={value}>
          <line className="plot__grid" x1={LEFT} x2={WIDTH - RIGHT} y1={y(value)} y2={y(value)} />
          <text className="plot__text" x={LEFT - 6} y={y(value) + 3.5} textAnchor="end">
            {text}
          </text>
        </g>
      ))}
      {marks.map(({ value, label: text }) => (
        <text key={value} className="plot__text" x={x(value)} y={HEIGHT - 9} textAnchor="middle">
          {text}
        </text>
      ))}
      {children({ x, y, top: TOP, bottom })}
    </svg>
  );
}
