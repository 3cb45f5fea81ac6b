import { type Frames, type RunResult, toTimeline } from "../model/index.ts";

/** A result as one line of JSON, with its timeline unless `frames` is null. */
export function resultJson(result: RunResult, frames: Frames | null): string {
  return JSON.stringify(frames === null ? result : { ...result, timeline: toTimeline(frames) });
}
