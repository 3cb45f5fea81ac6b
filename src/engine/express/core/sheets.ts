import { addTo, Leaf, NO_LEAF } from "./leaves.ts";
import { Token } from "./token.ts";

/*
 * Events that are still far off: a sheet for each stretch of time to come, on which tokens are written in the order in which
 * they come. There is one for each block of buckets, and one for each group of the blocks on the wheel.
 */

export const BLOCKS: i32 = 1 << 12;
/** Groups of a block, and of the two blocks on the wheel. */
export const GROUP_BITS: i32 = 6;
export const GROUPS: i32 = 2 << GROUP_BITS;
/** Of each sheet, the last leaf. */
const list: usize = memory.data(4 * (4096 + 128), 64);

/** The sheet of a block, by its number. */
export function sheetOfBlock(block: i64): i32 {
  return (block as i32) & (BLOCKS - 1);
}

/** The sheet of a group, by its number. */
export function sheetOfGroup(group: i64): i32 {
  return BLOCKS + ((group as i32) & (GROUPS - 1));
}

function lastOf(sheet: i32): usize {
  return list + ((sheet as usize) << 2);
}

/** Writes a token on a sheet, with a tag as leaves have it. */
export function write(sheet: i32, token: Token, tag: i32): void {
  const last = lastOf(sheet);
  const leaf = changetype<Leaf>(load<usize>(last));
  if (leaf === NO_LEAF || leaf.isFull) store<usize>(last, changetype<usize>(addTo(leaf, token, tag)));
  else leaf.add(token, tag);
}

/** Takes the last leaf off a sheet; none when it is blank. */
export function tear(sheet: i32): Leaf {
  const last = lastOf(sheet);
  const leaf = changetype<Leaf>(load<usize>(last));
  if (leaf !== NO_LEAF) store<usize>(last, changetype<usize>(leaf.next));
  return leaf;
}

/** Takes all leaves off all sheets, and puts them before others. */
export function tearAll(others: Leaf): Leaf {
  let all = others;
  for (let sheet = 0; sheet < BLOCKS + GROUPS; sheet++) {
    for (let leaf = tear(sheet); leaf !== NO_LEAF; leaf = tear(sheet)) {
      leaf.next = all;
      all = leaf;
    }
  }
  return all;
}
