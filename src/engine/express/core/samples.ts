import { count } from "./host.ts";

/** Durations of completed orders, and of positive answers. */
export const COMPLETION: i32 = 0;
export const ACCEPTANCE: i32 = 1;

const SAMPLES: i32 = 512;
/** Of a meter: durations and when they ended, both in seconds, and the numbers of their orders. */
const TIMES: usize = (SAMPLES as usize) << 3;
const NUMBERS: usize = (SAMPLES as usize) << 4;
const BYTES: usize = NUMBERS + ((SAMPLES as usize) << 2);
const COLUMNS: usize = memory.data(2 * 512 * 20, 64);

let completions: i32 = 0;
let acceptances: i32 = 0;

export function columnsAt(meter: i32): usize {
  return COLUMNS + (meter as usize) * BYTES;
}

function write(at: usize, index: i32, seconds: f64, time: f64, number: i32): void {
  store<f64>(at + ((index as usize) << 3), seconds);
  store<f64>(at + TIMES + ((index as usize) << 3), time);
  store<i32>(at + NUMBERS + ((index as usize) << 2), number);
}

export function addCompletion(seconds: f64, time: f64, number: i32): void {
  write(columnsAt(COMPLETION), completions, seconds, time, number);
  if (++completions === SAMPLES) flush(COMPLETION);
}

export function addAcceptance(seconds: f64, time: f64, number: i32): void {
  write(columnsAt(ACCEPTANCE), acceptances, seconds, time, number);
  if (++acceptances === SAMPLES) flush(ACCEPTANCE);
}

export function flush(meter: i32): void {
  const samples = meter === COMPLETION ? completions : acceptances;
  if (meter === COMPLETION) completions = 0;
  else acceptances = 0;
  if (samples > 0) count(meter, samples);
}
