/** Closed forms of queueing theory. Rates per second; `a` is the offered load in servers. */

/** The mean number waiting and the mean wait, in seconds. */
export interface Waiting {
  readonly number: number;
  readonly wait: number;
}

/** M/G/1 by Pollaczek and Khinchine: from the rate, the mean and the second moment of the service time. */
export function mg1(rate: number, mean: number, secondMoment: number): Waiting {
  const wait = (rate * secondMoment) / (2 * (1 - rate * mean));
  return { number: rate * wait, wait };
}

/** M/M/1. */
export function mm1(rate: number, mean: number): Waiting {
  return mg1(rate, mean, 2 * mean * mean);
}

/** M/D/1. */
export function md1(rate: number, mean: number): Waiting {
  return mg1(rate, mean, mean * mean);
}

/** The probability of `n` in an M/M/1: geometric. */
export function geometric(load: number, n: number): number {
  return (1 - load) * load ** n;
}

/** Erlang's B: the share that finds all servers of an M/M/c/c busy (of an M/G/c/c, too). */
export function erlangB(a: number, servers: number): number {
  let blocked = 1;
  for (let n = 1; n <= servers; n++) blocked = (a * blocked) / (n + a * blocked);
  return blocked;
}

/** Erlang's C: the share that has to wait in an M/M/c. */
export function erlangC(a: number, servers: number): number {
  const blocked = erlangB(a, servers);
  return (servers * blocked) / (servers - a * (1 - blocked));
}

/** M/M/c. */
export function mmc(rate: number, mean: number, servers: number): Waiting {
  const a = rate * mean;
  const wait = (erlangC(a, servers) * mean) / (servers - a);
  return { number: rate * wait, wait };
}

/** The share that an M/M/1/K (one in service, K - 1 waiting) turns away. */
export function blockedMm1k(load: number, k: number): number {
  return ((1 - load) * load ** k) / (1 - load ** (k + 1));
}

/** The probability of `n` in an M/M/infinity: Poisson. */
export function poisson(a: number, n: number): number {
  let probability = Math.exp(-a);
  for (let k = 1; k <= n; k++) probability *= a / k;
  return probability;
}
