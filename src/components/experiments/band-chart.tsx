import type { Band } from "../../analysis/index.ts";
import type { Unit } from "../../model/index.ts";
import { timeAxisOf } from "../../report/svg/axis.ts";
import { Plot, type Scales } from "./plot.tsx";

interface Props {
  readonly title: string;
  readonly unit: Unit;
  readonly band: Band;
}

/** A series over many runs: the mean, its interval, and between which values every run stayed. */
export function BandChart({ title, unit, band }: Props) {
  const end = band.times.at(-1) ?? 0;
  const largest = Math.max(0, ...band.most.filter((value) => !Number.isNaN(value)));
  return (
    <figure className="figures-panel band-chart">
      <figcaption className="figures-panel__title">{title}</figcaption>
      <Plot
        label={`${title} over time: mean over the runs, its 95% interval, and the range of all runs`}
        from={0}
        to={end}
        marks={timeAxisOf(end, 6).ticks}
        largest={largest}
        unit={unit}
      >
        {(scales) => (
          <>
            <path className="plot__range" d={area(band.times, band.least, band.most, scales)} />
            <path className="plot__interval" d={area(band.times, band.low, band.high, scales)} />
            <path className="plot__line" d={line(band.times, band.mean, scales)} />
          </>
        )}
      </Plot>
    </figure>
  );
}

function line(times: Float64Array, values: Float64Array, { x, y }: Scales): string {
  let path = "";
  let drawing = false;
  times.forEach((time, k) => {
    const value = values[k] ?? Number.NaN;
    if (!Number.isNaN(value)) path += `${drawing ? "L" : "M"}${x(time).toFixed(1)} ${y(value).toFixed(1)}`;
    drawing = !Number.isNaN(value);
  });
  return path;
}

/** Between two lines, one closed piece for each stretch that has values. */
function area(times: Float64Array, low: Float64Array, high: Float64Array, { x, y }: Scales): string {
  const point = (k: number, column: Float64Array) =>
    `${x(times[k] ?? 0).toFixed(1)} ${y(Math.max(0, column[k] ?? 0)).toFixed(1)}`;
  let path = "";
  for (let k = 0; k < times.length; k++) {
    if (Number.isNaN(low[k] ?? Number.NaN)) continue;
    const start = k;
    while (k + 1 < times.length && !Number.isNaN(low[k + 1] ?? Number.NaN)) k += 1;
    const there = Array.from({ length: k - start + 1 }, (_, i) => start + i);
    const back = [...there].reverse();
    path += `M${there.map((i) => point(i, high)).join("L")}L${back.map((i) => point(i, low)).join("L")}Z`;
  }
  return path;
}
