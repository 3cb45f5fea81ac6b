import { BYTES, FIRST, Leaf, NO_LEAF, newLeaf } from "./leaves.ts";

/*
 * Events that are still far off: a sheet for each stretch of time to come, on which tokens are written in the order in which
 * they come. There is one for each block of buckets, and one for each group of the blocks on the wheel.
 */

export const BLOCKS: i32 = 1 << 12;
/** Groups of a block, and of the two blocks on the wheel. */
export const GROUP_BITS: i32 = 6;
export const GROUPS: i32 = 2 << GROUP_BITS;
/**
 * Of each sheet, where the next token is to be written: behind the last one on its last leaf, where it is full at the end of
 * that; 0 when the sheet is blank. The sizes of these leaves are known once they are torn off.
 */
const list: usize = memory.data(4 * (4096 + 128), 64);

/** The sheet of a block, by its number. */
export function sheetOfBlock(block: i32): i32 {
  return block & (BLOCKS - 1);
}

/** The sheet of a group, by its number. */
export function sheetOfGroup(group: i32): i32 {
  return BLOCKS + (group & (GROUPS - 1));
}

function cursorOf(sheet: i32): usize {
  return list + ((sheet as usize) << 2);
}

/** The leaf that a cursor stands on, or at the end of; none for 0. */
function leafAt(at: usize): Leaf {
  return at === 0 ? NO_LEAF : changetype<Leaf>((at - 1) & ~(BYTES - 1));
}

/** Writes a token with its tag on a sheet. */
// @inline
export function write(sheet: i32, entry: usize): void {
  const cursor = cursorOf(sheet);
  let at = load<usize>(cursor);
  if ((at & (BYTES - 1)) === 0) at = changetype<usize>(newLeaf(leafAt(at))) + FIRST;
  store<usize>(at, entry);
  store<usize>(cursor, at + 4);
}

/** Takes all leaves off a sheet, and puts them before others. */
export function tear(sheet: i32, others: Leaf): Leaf {
  let all = others;
  let at = load<usize>(cursorOf(sheet));
  store<usize>(cursorOf(sheet), 0);
  for (let leaf = leafAt(at); leaf !== NO_LEAF; leaf = leafAt(at)) {
    const before = leaf.next;
    leaf.size = ((at - changetype<usize>(leaf) - FIRST) >> 2) as i32;
    leaf.next = all;
    all = leaf;
    at = before === NO_LEAF ? 0 : changetype<usize>(before) + BYTES;
  }
  return all;
}

/** Takes all leaves off all sheets, and puts them before others. */
export function tearAll(others: Leaf): Leaf {
  let all = others;
  for (let sheet = 0; sheet < BLOCKS + GROUPS; sheet++) all = tear(sheet, all);
  return all;
}
