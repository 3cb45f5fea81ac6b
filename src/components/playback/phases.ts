import type { Frames, RunResult } from "../../model/index.ts";

/** A stretch of a run that has a name. */
export interface Phase {
  readonly label: "Sale" | "Draining" | "Finishing" | "Over";
  readonly help: string;
  readonly from: number;
  readonly to: number;
}

/** Divides a run: shoppers come, the queue drains, the last orders finish, and what is left runs out. Phases without length are left out. */
export function phasesOf({ backlog, run }: RunResult, { times, series }: Frames): readonly Phase[] {
  const end = run.simulatedSeconds;
  const saleEnds = lastGrowth(times, [series.arrived], end);
  const drained = backlog.peak === 0 ? 0 : (backlog.drainedAt ?? end);
  const ended = [series.completed, series.failed, series.rejected, series.stuck, series.lost];
  const finished = lastGrowth(times, ended, end);
  const stages = [
    { label: "Sale", help: "Shoppers are arriving.", until: saleEnds },
    { label: "Draining", help: "Nobody arrives any more; orders still wait in the queue.", until: drained },
    { label: "Finishing", help: "Nobody waits in the queue; the last orders are being worked on.", until: finished },
    { label: "Over", help: "Every order has ended; holds and timers run out.", until: end },
  ] as const;
  const phases: Phase[] = [];
  let from = 0;
  for (const { label, help, until } of stages) {
    const to = Math.min(until, end);
    if (to <= from) continue;
    phases.push({ label, help, from, to });
    from = to;
  }
  return phases;
}

/** The phase at an instant. */
export function phaseAt(phases: readonly Phase[], time: number): Phase | null {
  return phases.find(({ to }) => time < to) ?? phases.at(-1) ?? null;
}

/** The last sample at which any of the counters grew. */
function lastGrowth(times: Float64Array, counters: readonly Float64Array[], end: number): number {
  for (let k = times.length - 1; k >= 0; k--) {
    const grew = counters.some((counter) => (counter[k] ?? 0) > (k === 0 ? 0 : (counter[k - 1] ?? 0)));
    if (grew) return Math.min(times[k] ?? 0, end);
  }
  return 0;
}
