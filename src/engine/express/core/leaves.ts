import { allocate } from "./memory.ts";
import { Token } from "./token.ts";

/**
 * Some tokens that stand together. Where tokens stand for long they are on lists of leaves, and not on lists of
 * their own: to go from token to token would be a cache miss each, and none could begin before the one before it has ended.
 */
@unmanaged
export class Leaf {
  /** The one that follows, or was before it: as whoever has it likes. */
  next: Leaf;
  /** How many tokens stand on it. */
  size: i32;

  get isFull(): bool {
    return this.size === TOKENS;
  }

  at(index: i32): Token {
    return changetype<Token>(load<usize>(changetype<usize>(this) + FIRST + ((index as usize) << 2)));
  }

  /**
   * Reads its tokens, so that they are in the cache when they are needed one by one. What it returns means nothing, but has
   * to be kept somewhere, or nothing would be read.
   */
  touch(): i32 {
    let read = 0;
    for (let i = 0; i < this.size; i++) read += this.at(i).number;
    return read;
  }

  /** Only while it is not full. */
  add(token: Token): void {
    store<usize>(changetype<usize>(this) + FIRST + ((this.size as usize) << 2), changetype<usize>(token));
    this.size++;
  }
}
const TOKENS: i32 = 62;
const FIRST: usize = 8;
const BYTES: usize = 256;

export const NO_LEAF: Leaf = changetype<Leaf>(0);
let spare: Leaf = NO_LEAF;

/** A blank leaf. */
export function newLeaf(next: Leaf): Leaf {
  let leaf = spare;
  if (leaf === NO_LEAF) leaf = changetype<Leaf>(allocate(BYTES));
  else spare = leaf.next;
  leaf.next = next;
  leaf.size = 0;
  return leaf;
}

/** The leaf is nobody's any more; what stands on it can be read until there is a new one. */
export function giveBack(leaf: Leaf): void {
  leaf.next = spare;
  spare = leaf;
}
