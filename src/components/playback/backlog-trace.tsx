import { memo } from "react";
import { pickSamples } from "../../analysis/index.ts";
import type { Frames } from "../../model/index.ts";
import type { Phase } from "./phases.ts";

const WIDTH = 1000;
const HEIGHT = 100;

interface Props {
  readonly frames: Frames;
  readonly phases: readonly Phase[];
  readonly end: number;
}

/** The ground of the time slider: how many orders waited, and where one phase gives way to the next. */
export const BacklogTrace = memo(function BacklogTrace({ frames, phases, end }: Props) {
  const { times, series } = frames;
  const peak = series.backlog.reduce((most, each) => Math.max(most, each), 1);
  const points = pickSamples([series.backlog], times.length, 300).map((k) => {
    const x = ((times[k] ?? 0) / end) * WIDTH;
    const y = HEIGHT - ((series.backlog[k] ?? 0) / peak) * HEIGHT;
    return `L${Math.min(x, WIDTH).toFixed(1)} ${y.toFixed(1)}`;
  });
  return (
    <svg className="playback__trace" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
      <path className="playback__backlog" d={`M0 ${HEIGHT}${points.join("")}L${WIDTH} ${HEIGHT}Z`} />
      {phases.slice(1).map(({ label, from }) => {
        const x = (from / end) * WIDTH;
        return <line key={label} className="playback__turn" x1={x} x2={x} y1={0} y2={HEIGHT} />;
      })}
    </svg>
  );
});
