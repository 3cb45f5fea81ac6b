import type { ComponentResult } from "../../model/index.ts";
import { sampleAt, usePlayback, useRun } from "../../state/index.ts";
import { highestThroughput, type Moment, momentOf } from "./moment.ts";

/** What the last run says of a component: over the whole run, and at the instant of the playback. */
export interface CardFigures {
  readonly whole: ComponentResult;
  readonly moment: Moment | null;
}

/** Null until there was a run with this component in it. */
export function useCardFigures(id: string): CardFigures | null {
  const result = useRun((state) => state.result);
  const frames = useRun((state) => state.frames);
  const sample = useSample();
  const whole = result !== null && Object.hasOwn(result.components, id) ? result.components[id] : undefined;
  return whole === undefined ? null : { whole, moment: frames && momentOf(frames, id, sample) };
}

/** The sample the playback stands at; changes only when another one is reached. */
function useSample(): number {
  const frames = useRun((state) => state.frames);
  return usePlayback(({ time }) => (frames === null ? -1 : sampleAt(frames, time)));
}

/** How much of the widest flow passes through a component at this instant, 0 to 1; null until there was a run. */
export function useFlow(id: string): number | null {
  const frames = useRun((state) => state.frames);
  const sample = useSample();
  const moment = frames === null ? null : momentOf(frames, id, sample);
  if (frames === null || moment === null) return null;
  const highest = highestThroughput(frames);
  return highest === 0 ? 0 : Math.min(moment.throughput / highest, 1);
}
