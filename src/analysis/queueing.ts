/** Waiting by chance, from the textbook: what a station adds to an order's way although it can keep up. */
import { type Cumulants, cumulantsOf, type Moments, NOTHING } from "./moments.ts";

/**
 * The share of calls that wait with `servers` servers that are offered `load` erlangs: Erlang's C formula, by the recursion of his B formula.
 * @param load calls a second times seconds a call; below `servers`
 */
export function erlangC(servers: number, load: number): number {
  let blocked = 1;
  for (let c = 1; c <= servers; c++) blocked = (load * blocked) / (c + load * blocked);
  return blocked / (1 - (load / servers) * (1 - blocked));
}

/**
 * The wait of calls that come by chance (Poisson) to a station that keeps up: Erlang C, and the Pollaczek-Khinchine factor of the
 * service time's variation (Allen and Cunneen's approximation; its mean is exact for exponential times, and for one server).
 * Whoever waits at all waits an exponential time.
 * @param rate calls a second
 */
export function waitAt(servers: number, rate: number, { first, second }: Moments): Cumulants {
  const load = rate * first;
  if (rate <= 0 || first <= 0 || load >= servers) return NOTHING;
  // Far more servers than are ever busy: beyond any doubt nobody waits.
  if (servers > load + 12 * Math.sqrt(load) + 12) return NOTHING;
  const share = erlangC(servers, load);
  const mean = (second / first / 2) * (1 / (servers - load));
  return cumulantsOf({ first: share * mean, second: 2 * share * mean ** 2, third: 6 * share * mean ** 3 });
}
