/**
 * The fluid line: what a saga's backlog is when orders are not grains but water. The mean of a large system follows it as
 * long as no line is about to run dry.
 */

/** One visit of an order: where, how long on average (exponential), and what comes next with which probability. */
export interface Visit {
  readonly station: number;
  /** In seconds. */
  readonly mean: number;
  readonly next: readonly { readonly visit: number; readonly share: number }[];
}

export interface FluidSale {
  /** Orders a second, for so many seconds. */
  readonly rate: number;
  readonly seconds: number;
  readonly workers: number;
  readonly servers: readonly number[];
  /** The first one begins every order. */
  readonly visits: readonly Visit[];
}

/** In seconds; far below every mean time, so that linear steps do. */
const STEP = 0.001;

/** Water that came to a station in one step: how much of it for each visit. */
interface Parcel {
  readonly amounts: Float64Array;
  left: number;
}

/** The backlog at each whole second from 1 to `until`. */
export function fluidBacklog({ rate, seconds, workers, servers, visits }: FluidSale, until: number): number[] {
  const inService = new Float64Array(visits.length);
  const coming = new Float64Array(visits.length);
  const lines = servers.map((): Parcel[] => []);
  const heads = servers.map(() => 0);
  const visitsAt = servers.map((_, at) => visits.flatMap(({ station }, visit) => (station === at ? [visit] : [])));
  let idle = workers;
  let backlog = 0;
  const line: number[] = [];
  const perSecond = Math.round(1 / STEP);
  for (let step = 0; step < until * perSecond; step++) {
    visits.forEach(({ mean, next }, visit) => {
      // Linear: full servers then finish exactly servers / mean a second.
      const done = (inService[visit] * STEP) / mean;
      inService[visit] -= done;
      let ended = done;
      for (const { visit: following, share } of next) {
        coming[following] += done * share;
        ended -= done * share;
      }
      idle += ended;
    });
    if (step < seconds * perSecond) backlog += rate * STEP;
    const taken = Math.min(idle, backlog);
    backlog -= taken;
    idle -= taken;
    coming[0] += taken;
    servers.forEach((most, station) => {
      const here = visitsAt[station];
      const amounts = new Float64Array(visits.length);
      let busy = 0;
      let left = 0;
      for (const visit of here) {
        busy += inService[visit];
        amounts[visit] = coming[visit];
        left += coming[visit];
        coming[visit] = 0;
      }
      const parcels = lines[station];
      parcels.push({ amounts, left });
      // First come, first served; of one parcel, all alike.
      let free = most - busy;
      while (heads[station] < parcels.length && free > 0) {
        const parcel = parcels[heads[station]];
        const served = Math.min(free, parcel.left);
        const share = parcel.left > 0 ? served / parcel.left : 0;
        for (const visit of here) {
          const amount = parcel.amounts[visit] * share;
          parcel.amounts[visit] -= amount;
          inService[visit] += amount;
        }
        parcel.left -= served;
        free -= served;
        if (parcel.left > 0) break;
        heads[station]++;
      }
      if (heads[station] > 10_000) {
        lines[station] = parcels.slice(heads[station]);
        heads[station] = 0;
      }
    });
    if ((step + 1) % perSecond === 0) line.push(backlog);
  }
  return line;
}
