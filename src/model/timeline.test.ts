import { expect, test } from "vitest";
import { COMPONENT_SERIES, type ComponentSeriesName, type Frames, SERIES, type SeriesName } from "./result.ts";
import { toTimeline } from "./timeline.ts";

test("a timeline holds what the frames hold, with null where a frame has nothing", () => {
  const column = () => Float64Array.of(1, Number.NaN, 2.5);
  const frames: Frames = {
    interval: 0.5,
    times: Float64Array.of(0.5, 1, 1.5),
    series: Object.fromEntries(SERIES.map((name) => [name, column()])) as Record<SeriesName, Float64Array>,
    components: {
      queue: Object.fromEntries(COMPONENT_SERIES.map((name) => [name, column()])) as Record<
        ComponentSeriesName,
        Float64Array
      >,
    },
  };
  const timeline = toTimeline(frames);
  expect(JSON.parse(JSON.stringify(timeline))).toEqual(timeline);
  expect(timeline.times).toEqual([0.5, 1, 1.5]);
  expect(Object.keys(timeline.series)).toEqual([...SERIES]);
  for (const values of [...Object.values(timeline.series), ...Object.values(timeline.components.queue)]) {
    expect(values).toEqual([1, null, 2.5]);
  }
});
