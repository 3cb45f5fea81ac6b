import { giveBack, Leaf, NO_LEAF, newLeaf } from "./leaves.ts";
import { Token } from "./token.ts";

/*
 * Events that are still far off: a sheet for each stretch of time to come, on which tokens are written in the order in which
 * they come.
 */

/** How many sheets there are. */
export const SHEETS: i32 = 1 << 12;
/** Of each sheet, the last leaf. */
const list: usize = memory.data(4 * 4096, 64);

function lastOf(sheet: i32): usize {
  return list + ((sheet as usize) << 2);
}

export function write(sheet: i32, token: Token): void {
  const last = lastOf(sheet);
  let leaf = changetype<Leaf>(load<usize>(last));
  if (leaf === NO_LEAF || leaf.isFull) {
    leaf = newLeaf(leaf);
    store<usize>(last, changetype<usize>(leaf));
  }
  leaf.add(token);
}

/** Takes the last leaf off a sheet; none when it is blank. Its tokens are to be read before anything is written. */
export function tear(sheet: i32): Leaf {
  const last = lastOf(sheet);
  const leaf = changetype<Leaf>(load<usize>(last));
  if (leaf === NO_LEAF) return leaf;
  store<usize>(last, changetype<usize>(leaf.next));
  giveBack(leaf);
  return leaf;
}
