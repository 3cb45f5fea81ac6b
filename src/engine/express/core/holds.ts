import { allocate } from "./memory.ts";
import { NONE, Token } from "./token.ts";

/*
 * Holds that end so long after they began, in the order in which they end. An entry carries the generation that its order
 * had, and is dropped when that has moved on.
 */

@unmanaged
class Entry {
  time: f64;
  rank: f64;
  token: Token;
  generation: u32;
}
const BYTES: usize = 24;

/** Time and rank of the first entry, Infinity when there is none. */
export let firstTime: f64 = Infinity;
export let firstRank: f64 = Infinity;
let mask: i32 = 63;
let entries: usize = allocate(64 * BYTES);
let head: i32 = 0;
let size: i32 = 0;

function at(index: i32): Entry {
  return changetype<Entry>(entries + ((index & mask) as usize) * BYTES);
}

function isDead(entry: Entry): bool {
  return entry.token.generation !== entry.generation;
}

/** Whether the first entry is of a hold that has ended before; only while there is one. */
export function headIsDead(): bool {
  return isDead(at(head));
}

/** The order's hold ends at this instant, in seconds. */
export function addHold(order: Token, time: f64, rank: f64): void {
  if (size > mask) makeRoom();
  const entry = at(head + size++);
  entry.time = time;
  entry.rank = rank;
  entry.token = order;
  entry.generation = order.generation;
  if (size === 1) look();
}

/** Removes the first entry; returns its order, or none when that does not hold what it held then. */
export function popHold(): Token {
  const entry = at(head);
  const order = isDead(entry) ? NONE : entry.token;
  head++;
  size--;
  dropDead();
  return order;
}

/** Drops dead entries from the front. */
export function dropDead(): void {
  while (size > 0 && isDead(at(head))) {
    head++;
    size--;
  }
  look();
}

function look(): void {
  firstTime = size === 0 ? Infinity : at(head).time;
  firstRank = size === 0 ? Infinity : at(head).rank;
}

/** Drops dead entries, and takes twice the room if more than a quarter are alive. */
function makeRoom(): void {
  let alive = 0;
  for (let k = 0; k < size; k++) {
    const entry = at(head + k);
    if (!isDead(entry)) memory.copy(changetype<usize>(at(head + alive++)), changetype<usize>(entry), BYTES);
  }
  size = alive;
  if (4 * alive > mask + 1) {
    const wider = allocate(((2 * (mask + 1)) as usize) * BYTES);
    for (let k = 0; k < size; k++) memory.copy(wider + (k as usize) * BYTES, changetype<usize>(at(head + k)), BYTES);
    entries = wider;
    mask = 2 * mask + 1;
    head = 0;
  }
  look();
}
