import { settings } from "./settings.ts";
import { state } from "./state.ts";

/* How long the queue will take, as its answers say: by the orders that ended in the last ten seconds. */

const SPAN: f64 = 10;
const SLICES: i32 = 100;
const SLICE: f64 = 0.1;
const COUNTS: usize = memory.data(4 * 100, 64);
let current: i64 = 0;
let total: f64 = 0;
let first: f64 = Infinity;

function turn(now: f64): void {
  const slice = Math.floor(now / SLICE) as i64;
  for (let steps = min(slice - current, SLICES as i64); steps > 0; steps--) {
    const at = COUNTS + ((((slice - steps + 1) % SLICES) as usize) << 2);
    total -= load<u32>(at);
    store<u32>(at, 0);
  }
  if (slice > current) current = slice;
}

/** An order has ended at this instant (seconds, never decreasing). */
export function countEnd(now: f64): void {
  turn(now);
  if (now < first) first = now;
  const at = COUNTS + (((current % SLICES) as usize) << 2);
  store<u32>(at, load<u32>(at) + 1);
  total++;
}

/** A shopper is told how long it will take with so many messages before the order. */
export function tell(messages: f64, now: f64): void {
  turn(now);
  const seen: f64 = now - first < SPAN ? 0 : total / SPAN;
  const rate = seen === 0 ? settings.idealRate : seen;
  const seconds: f64 = rate > 0 ? messages / rate : 0;
  state.told++;
  state.toldSum += seconds;
  if (seconds > state.toldMax) state.toldMax = seconds;
}
