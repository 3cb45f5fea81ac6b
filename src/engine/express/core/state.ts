import { Level } from "./level.ts";

/** The clock, the books and the counters. The engine reads and writes them between two runs; it knows this order. */
@unmanaged
class State {
  /** The present instant, in seconds. */
  clock: f64;
  arrived: f64;
  submitted: f64;
  accepted: f64;
  rejected: f64;
  completed: f64;
  failed: f64;
  /** Money in minor units. */
  captured: f64;
  refunded: f64;
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
  /** Breaches of the books. */
  oversoldUnits: f64;
  leakedHolds: f64;
  chargedWithoutOrder: f64;
  shippedWithoutPayment: f64;
  /** Submissions that were turned away by the gateway's limiter. */
  limited: f64;
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

/* All figures stand in one stretch, so that the engine can keep them: the state, three levels, the stations, the sources. */
const STATE_BYTES: usize = 320;
const LEVELS_BYTES: usize = 128;
export const STATION_BYTES: usize = 192;
export const SOURCE_BYTES: usize = 128;

/** Room for as many stations as a saga has steps at most and the gateway's, and for all sources that there can be. */
const FIGURES: usize = memory.data(320 + 128 + 31 * 192 + 16 * 128, 64);
const LEVELS: usize = FIGURES + STATE_BYTES;
/** Where those of the next station or source will be. */
let end: usize = LEVELS + LEVELS_BYTES;

export const state: State = changetype<State>(FIGURES);
/** Orders in the system, messages in the queue, busy workers. */
export const inSystem: Level = changetype<Level>(LEVELS);
export const ready: Level = changetype<Level>(LEVELS + 32);
export const crew: Level = changetype<Level>(LEVELS + 64);

export function figuresAt(): usize {
  return FIGURES;
}

export function levelsAt(): usize {
  return LEVELS;
}

/** Makes room for those of one more station or source; returns where. */
export function moreFigures(bytes: usize): usize {
  const at = end;
  end += bytes;
  return at;
}
