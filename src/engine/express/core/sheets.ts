import { allocate } from "./memory.ts";
import { Token } from "./token.ts";

/*
 * Events that are still far off: a sheet for each stretch of time to come, on which tokens are written in the order in which
 * they come. A token is not touched while it stands on a sheet: with a million pending each touch is a cache miss, and
 * those of a whole sheet, read when its time has come, overlap.
 */

/** A leaf of a sheet: the one before it, how many tokens stand on it, and they. */
@unmanaged
class Leaf {
  before: Leaf;
  size: i32;
}
const TOKENS: i32 = 62;
const FIRST: usize = 8;
const BYTES: usize = 256;
const NOTHING: Leaf = changetype<Leaf>(0);

/** How many sheets there are. */
export const SHEETS: i32 = 1 << 10;
/** Of each sheet, the last leaf. */
const list: usize = memory.data(4 * 1024, 64);
let spare: Leaf = NOTHING;

function lastOf(sheet: i32): usize {
  return list + ((sheet as usize) << 2);
}

export function write(sheet: i32, token: Token): void {
  const last = lastOf(sheet);
  let leaf = changetype<Leaf>(load<usize>(last));
  if (leaf === NOTHING || leaf.size === TOKENS) {
    const fresh = newLeaf();
    fresh.before = leaf;
    fresh.size = 0;
    store<usize>(last, changetype<usize>(fresh));
    leaf = fresh;
  }
  store<usize>(changetype<usize>(leaf) + FIRST + ((leaf.size as usize) << 2), changetype<usize>(token));
  leaf.size++;
}

/** Takes the last leaf off a sheet; 0 when it is blank. Its tokens are to be read before anything is written. */
export function tear(sheet: i32): usize {
  const last = lastOf(sheet);
  const leaf = changetype<Leaf>(load<usize>(last));
  if (leaf === NOTHING) return 0;
  store<usize>(last, changetype<usize>(leaf.before));
  leaf.before = spare;
  spare = leaf;
  return changetype<usize>(leaf);
}

/** How many tokens stand on a leaf that was torn off. */
export function sizeOf(leaf: usize): i32 {
  return changetype<Leaf>(leaf).size;
}

export function tokenOn(leaf: usize, index: i32): Token {
  return changetype<Token>(load<usize>(leaf + FIRST + ((index as usize) << 2)));
}

function newLeaf(): Leaf {
  const leaf = spare;
  if (leaf === NOTHING) return changetype<Leaf>(allocate(BYTES));
  spare = leaf.before;
  return leaf;
}
