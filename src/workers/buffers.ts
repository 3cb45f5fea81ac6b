import type { Frames } from "../model/index.ts";

/** The memory behind the columns, each piece once, to be handed over instead of copied. */
export function buffersOf({ times, series, components }: Frames): ArrayBuffer[] {
  const columns = [times, ...Object.values(series), ...Object.values(components).flatMap(Object.values<Float64Array>)];
  const buffers = new Set(columns.map((column) => column.buffer));
  return [...buffers].filter((buffer) => buffer instanceof ArrayBuffer);
}
