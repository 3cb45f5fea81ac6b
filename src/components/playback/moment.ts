import type { Frames } from "../../model/index.ts";
import { sampleAt, usePlayback } from "../../state/index.ts";

/** Where in the frames playback stands: the index of a sample, -1 before the first one, or the end of the run. */
export type Moment = number | "end";

/** Follows playback, and renders again only when another sample is reached. */
export function useMoment(frames: Frames): Moment {
  return usePlayback(({ time, end }) => {
    if (time >= end) return "end";
    return time < (frames.times[0] ?? Number.POSITIVE_INFINITY) ? -1 : sampleAt(frames, time);
  });
}

/** A column at a moment: at the end its last value, before the first sample nothing has happened. */
export function levelAt(column: Float64Array, moment: Moment): number {
  const index = moment === "end" ? column.length - 1 : moment;
  return index < 0 ? 0 : (column[index] ?? Number.NaN);
}
