import { allocateAt } from "./memory.ts";
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
    return changetype<Token>(this.entry(index) & ~TAGS);
  }

  /** A token with its tag, as {@link withTag} makes it. */
  entry(index: i32): usize {
    return load<usize>(changetype<usize>(this) + FIRST + ((index as usize) << 2));
  }

  /**
   * Reads its tokens, so that they are in the cache when they are needed one by one: two at a time, so that more of them are on
   * their way at once. A leaf of an odd number has a blank, or an old token, behind the last one.
   */
  touch(): void {
    let read = 0;
    const end = changetype<usize>(this) + FIRST + ((this.size as usize) << 2);
    for (let at = changetype<usize>(this) + FIRST; at < end; at += 8) {
      const two = load<u64>(at);
      read += load<i32>((two as usize) & ~TAGS) + load<i32>(((two >> 32) as usize) & ~TAGS);
    }
    // What is kept nowhere would not be read.
    store<i32>(TOUCHED, read);
  }

  /** Only while it is not full. */
  add(token: Token): void {
    store<usize>(changetype<usize>(this) + FIRST + ((this.size as usize) << 2), changetype<usize>(token));
    this.size++;
  }
}
const TOKENS: i32 = 62;
export const FIRST: usize = 8;
/** A leaf begins at a multiple of this. */
export const BYTES: usize = 256;
/** Tokens stand at the starts of cache lines, so that these bits are free. */
const TAGS: usize = 63;
const TOUCHED: usize = memory.data(4, 4);

/** A token with a tag, which is a number below 64, to stand on a leaf. */
export function withTag(token: Token, tag: i32): usize {
  return changetype<usize>(token) | (tag as usize);
}

export function tagOf(entry: usize): i32 {
  return (entry & TAGS) as i32;
}

export const NO_LEAF: Leaf = changetype<Leaf>(0);
let spare: Leaf = NO_LEAF;

/** A blank leaf. */
export function newLeaf(next: Leaf): Leaf {
  let leaf = spare;
  if (leaf === NO_LEAF) leaf = changetype<Leaf>(allocateAt(BYTES, BYTES));
  else spare = leaf.next;
  leaf.next = next;
  leaf.size = 0;
  return leaf;
}

/** Adds a token to the first of some leaves, or to a new one before them; returns the first one. */
export function addTo(first: Leaf, token: Token): Leaf {
  let leaf = first;
  if (leaf === NO_LEAF || leaf.isFull) leaf = newLeaf(first);
  leaf.add(token);
  return leaf;
}

/** The leaf is nobody's any more; returns the one after it. */
export function giveBack(leaf: Leaf): Leaf {
  const following = leaf.next;
  leaf.next = spare;
  spare = leaf;
  return following;
}
