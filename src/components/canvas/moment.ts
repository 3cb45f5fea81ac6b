/** What a component does at an instant of the last run. */
import type { Frames } from "../../model/index.ts";

export interface Moment {
  /** Waiting. */
  readonly queue: number;
  /** Busy servers over live ones; null where there are none, or no limit. */
  readonly load: number | null;
  /** Finished a second, over the interval that ends here. */
  readonly throughput: number;
}

/** Of one component at one sample; null when the run knows no such component. */
export function momentOf(frames: Frames, id: string, sample: number): Moment | null {
  const columns = Object.hasOwn(frames.components, id) ? frames.components[id] : undefined;
  if (columns === undefined || sample < 0) return null;
  const servers = columns.servers[sample] ?? 0;
  const busy = columns.busy[sample] ?? 0;
  return {
    queue: columns.queue[sample] ?? 0,
    load: servers > 0 && Number.isFinite(servers) ? busy / servers : null,
    throughput: perSecond(frames.times, columns.completed, sample),
  };
}

function perSecond(times: Float64Array, counter: Float64Array, sample: number): number {
  const before = Math.max(sample - 1, 0);
  const seconds = (times[sample] ?? 0) - (times[before] ?? 0);
  return seconds > 0 ? ((counter[sample] ?? 0) - (counter[before] ?? 0)) / seconds : 0;
}

const highestKnown = new WeakMap<Frames, number>();

/** The highest throughput of any component over the whole run, by which widths are scaled. Every link asks for it. */
export function highestThroughput(frames: Frames): number {
  const known = highestKnown.get(frames);
  if (known !== undefined) return known;
  let highest = 0;
  for (const { completed } of Object.values(frames.components)) {
    for (let sample = 1; sample < completed.length; sample += 1) {
      highest = Math.max(highest, perSecond(frames.times, completed, sample));
    }
  }
  highestKnown.set(frames, highest);
  return highest;
}
