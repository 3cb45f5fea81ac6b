import { clicks } from "./host.ts";
import { allocate } from "./memory.ts";
import { NO_RAMP, newRamp, Ramp } from "./ramp.ts";
import { WAY_BYTES, Way } from "./settings.ts";
import { moreFigures, SOURCE_BYTES } from "./state.ts";

/** Clicks that the engine writes at once. */
const BLOCK: i32 = 512;

/** Where orders come from. The engine knows this order. */
@unmanaged
export class Source {
  /** Instant of the next click, Infinity after the last one. */
  nextTime: f64;
  /** Orders so far, and those of which the shopper was told that there will be none. */
  orders: f64;
  turnedAway: f64;
  /** Of each order: units, and what it is worth in minor units. */
  units: f64;
  value: f64;
  /** Where there is no ramp: instants to come, and which one of them is the next; in seconds. */
  block: usize;
  at: i32;
  /** Its rank, and the number of its first order. */
  rank: i32;
  first: i32;
  /** The ways to the gateway, and back with the answers of the gateway's limiter and station, and of the queue. */
  there: Way;
  back: Way;
  backFromQueue: Way;
  ramp: Ramp;
}
const WAYS: usize = 3;
/** Bits of an order's number below its source. */
const INDEX_BITS: i32 = 27;
const RANKS: i32 = 16;

export let sources: i32 = 0;
/** Where the first one is; the others follow. */
let first: usize = 0;

export function sourceAt(rank: i32): Source {
  return changetype<Source>(first + (rank as usize) * SOURCE_BYTES);
}

/** The source of the order with this number. */
export function sourceOf(number: i32): Source {
  return sourceAt((number >>> INDEX_BITS) & (RANKS - 1));
}

/** One more source, after all stations; its ways are yet to be written, as is its ramp. */
export function addSource(units: f64, value: f64, stages: i32): void {
  const at = moreFigures(SOURCE_BYTES);
  if (sources === 0) first = at;
  const source = changetype<Source>(at);
  source.units = units;
  source.value = value;
  source.rank = sources++;
  source.first = source.rank << INDEX_BITS;
  if (stages > 0) source.ramp = newRamp(stages);
  else source.block = allocate((BLOCK as usize) << 3);
  const ways = allocate(WAYS * WAY_BYTES);
  source.there = changetype<Way>(ways);
  source.back = changetype<Way>(ways + WAY_BYTES);
  source.backFromQueue = changetype<Way>(ways + 2 * WAY_BYTES);
  source.at = BLOCK;
}

/** Everything about the sources is written: they have their first clicks. */
export function openSources(): void {
  for (let rank = 0; rank < sources; rank++) advance(sourceAt(rank));
}

/** The source's next click is the one after the present one. */
export function advance(source: Source): void {
  if (source.ramp !== NO_RAMP) {
    source.nextTime = source.ramp.next(source.rank);
    return;
  }
  if (source.at === BLOCK) {
    clicks(source.rank);
    source.at = 0;
  }
  source.nextTime = load<f64>(source.block + ((source.at as usize) << 3));
  source.at++;
}

/** Where the next click comes from. */
export function nextSource(): Source {
  let next = sourceAt(0);
  for (let rank = 1; rank < sources; rank++) {
    const source = sourceAt(rank);
    if (source.nextTime < next.nextTime) next = source;
  }
  return next;
}
