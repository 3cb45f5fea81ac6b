/* How often orders have ended badly, and which one did first. */

/** Of a kind. The engine knows this order. */
@unmanaged
class Failure {
  count: f64;
  /** When the first one was, in seconds, and the number of its order. */
  time: f64;
  number: i32;
  unused: i32;
}
const BYTES: usize = 24;
/** Kinds are the outcomes of steps, which are below 30, and all that were rejected, or failed after they were accepted. */
const FAILURES: usize = memory.data(32 * 24, 64);
export const REJECTED: i32 = 30;
export const FAILED: i32 = 31;

export function failuresAt(): usize {
  return FAILURES;
}

/** One more of a kind, at this instant. */
export function countFailure(kind: i32, number: i32, now: f64): void {
  const failure = changetype<Failure>(FAILURES + (kind as usize) * BYTES);
  if (failure.count++ > 0) return;
  failure.time = now;
  failure.number = number;
}
