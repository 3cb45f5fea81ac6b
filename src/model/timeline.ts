import type { Frames, Timeline } from "./result.ts";

/** The frames of a run as JSON can hold them: an absent value, NaN in a frame, is null. */
export function toTimeline({ interval, times, series, components }: Frames): Timeline {
  return {
    interval,
    times: [...times],
    series: columns(series),
    components: Object.fromEntries(Object.entries(components).map(([id, each]) => [id, columns(each)])),
  };
}

function columns<Name extends string>(
  each: Readonly<Record<Name, Float64Array>>,
): Readonly<Record<Name, readonly (number | null)[]>> {
  const values = Object.entries<Float64Array>(each).map(([name, column]) => [
    name,
    Array.from(column, (value) => (Number.isFinite(value) ? value : null)),
  ]);
  return Object.fromEntries(values);
}
