import { Level } from "./level.ts";

/** The clock, the books and the counters. The engine reads and writes them between two runs; it knows this order. */
@unmanaged
class State {
  /** The present instant, in seconds. */
  clock: f64;
  arrived: f64;
  submitted: f64;
  accepted: f64;
  completed: f64;
  /** Money in minor units. */
  captured: f64;
  completedValue: f64;
  completedNet: f64;
  /** Units of the item. */
  available: f64;
  held: f64;
  sold: f64;
  stock: f64;
  /** Sum of the times from click to end, in seconds. */
  sojourns: f64;
  /** Of the backlog, which is the queue's level: its peak, when that was reached and when it was worked off; NaN for never. */
  backlogPeak: f64;
  backlogPeakAt: f64;
  backlogDrainedAt: f64;
  /** Submissions that were answered while the shopper waited, and messages that the queue refused and handed out. */
  answered: f64;
  queueRefused: f64;
  taken: f64;
  /** Orders that have ended after they were accepted. */
  ended: f64;
  /** Waits that shoppers were told: how many, their sum and the longest, in seconds. */
  told: f64;
  toldSum: f64;
  toldMax: f64;
  /** Events fired, and events scheduled, so far. */
  events: f64;
  sequence: f64;
  /** The two halves of the digest. */
  digest0: i32;
  digest1: i32;
}

export const state: State = changetype<State>(memory.data(256, 64));

const LEVELS: usize = memory.data(3 * 32, 64);
/** Orders in the system, messages in the queue, busy workers. */
export const inSystem: Level = changetype<Level>(LEVELS);
export const ready: Level = changetype<Level>(LEVELS + 32);
export const crew: Level = changetype<Level>(LEVELS + 64);

export function stateAt(): usize {
  return changetype<usize>(state);
}

export function levelsAt(): usize {
  return LEVELS;
}
