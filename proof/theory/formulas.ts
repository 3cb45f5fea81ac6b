/** Closed forms of queueing theory. Rates per second; `a` is the offered load in servers, `load` that of one server. */

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

/** The time that a share `p` of the customers of an M/M/1 does not exceed, from arrival to end: exponential. */
export function mm1Sojourn(rate: number, mean: number, p: number): number {
  return (-Math.log(1 - p) * mean) / (1 - rate * mean);
}

/** M/D/1. */
export function md1(rate: number, mean: number): Waiting {
  return mg1(rate, mean, mean * mean);
}

/**
 * How much likelier the unfinished work of an M/D/1 is to be at most `x` services than to be none (Erlang, 1909). Holds
 * below any limit to the work as well, and then for loads above 1 too.
 */
function md1Growth(load: number, x: number): number {
  let sum = 0;
  for (let j = 0; j <= x; j++) {
    const left = load * (x - j);
    let term = Math.exp(left);
    for (let k = 1; k <= j; k++) term *= -left / k;
    sum += term;
  }
  return sum;
}

/** The share of the customers of an M/D/1 that waits longer than `x` services. */
export function md1WaitAbove(load: number, x: number): number {
  return 1 - (1 - load) * md1Growth(load, x);
}

/**
 * The share of Poisson requests that a token bucket turns away; `load` is their rate over that of the tokens. The tokens that are
 * missing are the unfinished work of an M/D/1 that lets nobody in who finds more than `burst` - 1 of it: its law is that of the
 * M/D/1 up to there, scaled so that as much work comes in as is done.
 */
export function refusedByBucket(load: number, burst: number): number {
  const growth = md1Growth(load, burst - 1);
  return 1 - growth / (1 + load * growth);
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

/** The probability of `n` in an M/M/c/c: Poisson, cut off at the servers. */
export function lossState(a: number, servers: number, n: number): number {
  let probability = erlangB(a, servers);
  for (let k = servers; k > n; k--) probability *= k / a;
  return probability;
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

/** The probability of `n` in an M/M/c. */
export function mmcState(a: number, servers: number, n: number): number {
  // All servers busy and nobody waiting: the share that waits, times that of an empty queue behind them.
  let probability = erlangC(a, servers) * (1 - a / servers);
  for (let k = servers; k > n; k--) probability *= k / a;
  for (let k = servers; k < n; k++) probability *= a / servers;
  return probability;
}

/** The share of the customers of an M/M/c that waits longer than `x` mean services. */
export function mmcWaitAbove(a: number, servers: number, x: number): number {
  return erlangC(a, servers) * Math.exp(-(servers - a) * x);
}

/** The probability of `n` in an M/M/1/K (one in service, K - 1 waiting). */
export function mm1kState(load: number, k: number, n: number): number {
  return ((1 - load) * load ** n) / (1 - load ** (k + 1));
}

/** The share that an M/M/1/K turns away. */
export function blockedMm1k(load: number, k: number): number {
  return mm1kState(load, k, k);
}

/** The probability of `n` in an M/M/infinity: Poisson. */
export function poisson(a: number, n: number): number {
  let probability = Math.exp(-a);
  for (let k = 1; k <= n; k++) probability *= a / k;
  return probability;
}

/** What goes through each station of a Jackson network a second: what comes from outside, and from the others. */
export function traffic(outside: readonly number[], routing: readonly (readonly number[])[]): number[] {
  let rates = [...outside];
  // Each round adds those that have made one visit more; what is left after 1000 is nothing.
  for (let round = 0; round < 1000; round++) {
    rates = outside.map((rate, to) => rates.reduce((sum, from, i) => sum + from * routing[i][to], rate));
  }
  return rates;
}
