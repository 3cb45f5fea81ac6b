/** How long completed orders take by arithmetic: their time in line, and on top of it service and waiting by chance. */
import type { CapacitySum } from "./capacity.ts";
import { phaseAt, workerSecondsOf } from "./course.ts";
import { countsAt, endOf, instantsOf } from "./flow.ts";
import { shareAtMost, timeOfShare } from "./gamma.ts";
import { type Cumulants, plus } from "./moments.ts";
import { waitAt } from "./queueing.ts";

/** Orders that are looked at, at equal distances in the order in which they come. */
const ORDERS = 120;

export interface Completion {
  readonly mean: number;
  /** The time that the given share of completed orders takes at most. */
  readonly quantile: (share: number) => number;
}

interface Probe {
  readonly weight: number;
  readonly shift: number;
  readonly spread: Cumulants;
}

/**
 * From the click to the last record of the saga, in seconds; null when nobody completes. Waiting by chance is taken at the rate of the
 * moment, as if it had always been so.
 * @param wayIn seconds from the click until an order stands in line
 */
export function completionOf(sum: CapacitySum, wayIn: number): Completion | null {
  const { entered, served } = sum.flows;
  const { orders } = sum.little;
  if (!(orders > 0)) return null;
  const numbers = Array.from({ length: ORDERS }, (_, i) => (orders * (i + 0.5)) / ORDERS);
  const comes = instantsOf(entered, numbers);
  const begins = instantsOf(served, numbers);
  const around = endOf(served) / 2000;
  const edge = (sign: number) =>
    countsAt(
      served,
      begins.map((at) => Math.max(0, at + sign * around)),
    );
  const before = edge(-1);
  const after = edge(1);
  const probes = numbers.flatMap((number, i): Probe[] => {
    const phase = phaseAt(sum.phases, number);
    if (phase === undefined || phase.demand.completed === 0) return [];
    const { demand } = phase;
    const at = begins[i] ?? 0;
    const line = Math.max(0, at - (comes[i] ?? at));
    const rate = ((after[i] ?? 0) - (before[i] ?? 0)) / (at + around - Math.max(0, at - around));
    // Whatever is neither service nor waiting is constant.
    let spread: Cumulants = { ...demand.service, mean: workerSecondsOf(demand) };
    for (const { id, kind, servers, visits, time, limits } of demand.stations) {
      if (!limits || kind === "orchestrator" || servers === null) continue;
      // The line of a saturated one is counted already.
      if (line > 0 && id === sum.bottleneck?.id) continue;
      spread = plus(spread, visits, waitAt(servers, rate * visits, time));
    }
    return [{ weight: demand.completed, shift: wayIn + line, spread }];
  });
  const weight = probes.reduce((all, probe) => all + probe.weight, 0);
  if (weight === 0) return null;
  const mean = probes.reduce((all, { weight: w, shift, spread }) => all + w * (shift + spread.mean), 0) / weight;
  const share = (x: number) =>
    probes.reduce((all, { weight: w, shift, spread }) => all + w * shareAtMost(x - shift, spread), 0) / weight;
  const longest = probes.reduce(
    (most, { shift, spread }) => Math.max(most, shift + spread.mean + 20 * Math.sqrt(spread.variance)),
    0,
  );
  return { mean, quantile: (wanted) => timeOfShare(share, wanted, longest * 1.01) };
}
