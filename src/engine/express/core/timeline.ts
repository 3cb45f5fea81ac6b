import { allocate } from "./memory.ts";
import { beginMeters, coarsenMeters } from "./meters.ts";

/** The clock of the samples; see src/engine/measure/timeline.ts. The engine knows this order. */
@unmanaged
class Timeline {
  /** Between two samples, and when the next one is due, in seconds. */
  interval: f64;
  due: f64;
  /** Samples so far. */
  count: i32;
  /** Where the first one is; the next one follows at once. And where it says where each of its figures comes from. */
  samples: usize;
  figures: usize;
}

export const timeline: Timeline = changetype<Timeline>(memory.data(64, 64));
/** Most samples that are kept; when there are so many, every second one is dropped and the interval doubles. */
let most: i32 = 0;
/** Of a sample, in bytes. */
let width: usize = 0;

export function timelineAt(): usize {
  return changetype<usize>(timeline);
}

/** Begins with samples of so many figures at this interval, in seconds; where these are, is yet to be written. */
export function beginTimeline(interval: f64, samples: i32, figures: i32): void {
  timeline.interval = interval;
  timeline.due = interval;
  timeline.figures = allocate((figures as usize) << 2);
  width = (figures as usize) << 3;
  timeline.samples = allocate((samples as usize) * width);
  most = samples;
  beginMeters(interval);
}

/** Takes the sample that is due: all events before or at it are done. */
export function sample(): void {
  if (timeline.count === most) coarsen();
  else read(sampleAt(timeline.count++));
  timeline.due = (timeline.count + 1) * timeline.interval;
}

function read(first: usize): void {
  let from = timeline.figures;
  for (let at = first; at < first + width; at += 8) {
    store<f64>(at, load<f64>(load<usize>(from)));
    from += 4;
  }
}

function sampleAt(index: i32): usize {
  return timeline.samples + (index as usize) * width;
}

function coarsen(): void {
  const half = timeline.count >> 1;
  for (let i = 0; i < half; i++) memory.copy(sampleAt(i), sampleAt(2 * i + 1), width);
  timeline.count = half;
  timeline.interval *= 2;
  coarsenMeters();
}
