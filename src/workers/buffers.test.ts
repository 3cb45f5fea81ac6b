import { expect, it } from "vitest";
import { COMPONENT_SERIES, type Frames, SERIES } from "../model/index.ts";
import { buffersOf } from "./buffers.ts";

it("finds every column's memory once, also when columns share it", () => {
  const shared = new ArrayBuffer(800);
  let count = 0;
  const column = () => {
    count += 1;
    return count % 2 === 0 ? new Float64Array(shared, 0, 3) : new Float64Array(3);
  };
  const frames = {
    interval: 1,
    times: column(),
    series: Object.fromEntries(SERIES.map((name) => [name, column()])),
    components: { a: Object.fromEntries(COMPONENT_SERIES.map((name) => [name, column()])) },
  } as unknown as Frames;
  const buffers = buffersOf(frames);
  expect(new Set(buffers).size).toBe(buffers.length);
  structuredClone(frames, { transfer: buffers });
  expect(frames.times.length).toBe(0);
  expect(frames.series.backlog.length).toBe(0);
  expect(frames.components.a?.queue.length).toBe(0);
});
