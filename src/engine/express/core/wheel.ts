import { Heap, newHeap } from "./heap.ts";
import { NO_LEAF } from "./leaves.ts";
import { allocate } from "./memory.ts";
import { SHEETS, tear, write } from "./sheets.ts";
import { NONE, Token } from "./token.ts";

/*
 * The pending events as a calendar wheel, after src/engine/kernel/wheel.ts: time is cut into buckets of equal width, a
 * bucket is a linked list, and only the list of the bucket the clock stands in is in order. Here the wheel is never larger
 * than the caches: it holds two blocks of buckets, that of the present and the one after it. What lies beyond stands on
 * sheets, one a block, and what lies beyond these, in a heap. The sheets are the rungs of a ladder queue (Tang, Goh and
 * Thng, ACM TOMACS 2005).
 */

/** Events a bucket should hold on average. */
const PER_BUCKET: f64 = 6;
/** How much longer the wheel should be than the mean delay of a pending event. */
const SPAN: f64 = 10;
/** Buckets of a block. */
const BLOCK_MIN: i32 = 1 << 7;
const BLOCK_MAX: i32 = 1 << 12;
/** Longest walk along the list of the current bucket; with more events than that, a heap takes its place. */
const WALK_MAX: i32 = 48;
/** Events, or empty buckets, gone by between two looks at the density. */
const REVIEW_EVERY: i32 = 1 << 13;
const EMPTY_MAX: i32 = 1 << 17;

/** The earliest event: first of the list of the current bucket, none when that is empty or a heap. */
let head: Token = NONE;
/** Buckets of a block, the logarithm of that, and the two blocks' buckets less one. */
let block: i32 = BLOCK_MIN;
let blockBits: i32 = ctz(BLOCK_MIN);
let mask: i32 = 2 * BLOCK_MIN - 1;
const buckets: usize = allocate((BLOCK_MAX as usize) << 3);
let width: f64 = 1.0 / 4096;
let inverse: f64 = 4096;
/** Absolute number of the bucket after the current one, of the first one beyond the wheel, and of that beyond the sheets. */
let end: f64 = 0;
let limit: f64 = 2 * BLOCK_MIN;
let farLimit: f64 = BLOCK_MIN * SHEETS;
/** Events in buckets other than the current one, and on sheets. */
let linked: i32 = 0;
let written: i32 = 0;
const crowd: Heap = newHeap();
const far: Heap = newHeap();
let pops: i32 = 0;
let empty: i32 = 0;
let reviewed: f64 = 0;

function slotOf(bucket: f64): i32 {
  return (bucket as i64 as i32) & mask;
}

function bucketAt(slot: i32): usize {
  return buckets + ((slot as usize) << 2);
}

/** The sheet of the block that a bucket is of. */
function sheetOf(bucket: f64): i32 {
  return (((bucket as i64) >> (blockBits as i64)) as i32) & (SHEETS - 1);
}

/** Whether so much is pending that the wheel holds a small part of it. */
let isOfMany: bool = false;
/** Then: buckets whose tokens are read at once, how many of each, and where the lists are; and the last bucket that was. */
const FETCHED: i32 = 32;
const ROUNDS: i32 = 8;
const cursors: usize = memory.data(4 * 32, 64);
let fetched: f64 = 0;

/** Adds the event that is written in the token, which must not be before the last popped one. */
// @inline
export function place(token: Token): void {
  const bucket = token.time * inverse;
  if (bucket >= end && bucket < limit) link(token, bucket);
  else placeOff(token, bucket);
}

/** Adds an event that does not go on the wheel. */
function placeOff(token: Token, bucket: f64): void {
  if (bucket < end) {
    insert(token);
  } else if (bucket < farLimit) {
    write(sheetOf(bucket), token);
    written++;
  } else {
    far.push(token);
  }
}

// @inline
function link(token: Token, bucket: f64): void {
  const at = bucketAt(slotOf(bucket));
  token.next = changetype<Token>(load<usize>(at));
  store<usize>(at, changetype<usize>(token));
  linked++;
}

/** Time of the earliest event, Infinity when there is none. */
export function headTime(): f64 {
  return head !== NONE ? head.time : refill();
}

/** Rank of the earliest event; only after {@link headTime}, while that is finite. */
export function headRank(): f64 {
  return head !== NONE ? head.rank : crowd.headRank();
}

/** Removes and returns the earliest token; only after {@link headTime}, while that is finite. */
export function pop(): Token {
  const token = head;
  if (token === NONE) return crowd.pop();
  head = token.next;
  return token;
}

function isBefore(a: Token, b: Token): bool {
  return a.time < b.time || (a.time === b.time && a.rank < b.rank);
}

/** Sorts an event into the current bucket. */
function insert(token: Token): void {
  if (crowd.size > 0) {
    crowd.push(token);
    return;
  }
  let before = NONE;
  let after = head;
  let steps = 0;
  while (after !== NONE && isBefore(after, token)) {
    before = after;
    after = after.next;
    steps++;
  }
  if (steps > WALK_MAX) {
    toCrowd(head);
    head = NONE;
    crowd.push(token);
    return;
  }
  token.next = after;
  if (before === NONE) head = token;
  else before.next = token;
}

/** Moves a list to the heap that stands in for a long one; returns its length. */
function toCrowd(first: Token): i32 {
  let length = 0;
  for (let token = first; token !== NONE; token = token.next) {
    crowd.push(token);
    length++;
  }
  return length;
}

/** The current list is empty: goes on to the next bucket that holds an event. Returns the time of the first one. */
function refill(): f64 {
  if (crowd.size > 0) return crowd.headTime();
  if (pops >= REVIEW_EVERY || empty >= EMPTY_MAX) review();
  while (linked === 0) {
    if (written > 0) {
      end = limit;
      empty += block;
      turn();
    } else {
      if (far.size === 0 || far.headTime() === Infinity) return Infinity;
      moveTo(Math.floor(far.headTime() * inverse));
    }
  }
  let slot = slotOf(end);
  let steps = 1;
  while (load<usize>(bucketAt(slot)) === 0) {
    slot = (slot + 1) & mask;
    steps++;
  }
  empty += steps - 1;
  end += steps;
  if (isOfMany && end > fetched) fetch(slot);
  const first = changetype<Token>(load<usize>(bucketAt(slot)));
  store<usize>(bucketAt(slot), 0);
  const length = sort(first);
  linked -= length;
  pops += length;
  // Another block has begun, so the one after it comes in.
  if (end > limit - block) turn();
  return head !== NONE ? head.time : crowd.headTime();
}

/**
 * Reads the tokens of some buckets from this one on, so that they are in the cache when they are needed one by one: the
 * first ones of all lists, then the second ones, since those of one list cannot be read at once.
 */
function fetch(slot: i32): void {
  fetched = end + (FETCHED - 1);
  memory.copy(cursors, bucketAt(slot), 4 * min(FETCHED, mask + 1 - slot));
  for (let round = 0; round < ROUNDS; round++) {
    for (let i = 0; i < FETCHED; i++) {
      const cursor = cursors + ((i as usize) << 2);
      const token = changetype<Token>(load<usize>(cursor));
      if (token !== NONE) store<usize>(cursor, changetype<usize>(token.next));
    }
  }
}

/** The block after the wheel's two comes in from its sheet. */
function turn(): void {
  const sheet = sheetOf(limit);
  limit += block;
  farLimit += block;
  for (let leaf = tear(sheet); leaf !== NO_LEAF; leaf = tear(sheet)) {
    const size = leaf.size;
    written -= size;
    for (let i = 0; i < size; i++) {
      const token = leaf.at(i);
      link(token, token.time * inverse);
    }
  }
  while (far.size > 0 && far.headTime() * inverse < farLimit) place(far.pop());
}

/** Makes a bucket's list the current one, in order; returns its length. */
function sort(first: Token): i32 {
  let sorted = first;
  let token = first.next;
  first.next = NONE;
  let length = 1;
  while (token !== NONE && length < WALK_MAX) {
    const following = token.next;
    let before = NONE;
    let after = sorted;
    while (after !== NONE && isBefore(after, token)) {
      before = after;
      after = after.next;
    }
    token.next = after;
    if (before === NONE) sorted = token;
    else before.next = token;
    token = following;
    length++;
  }
  if (token === NONE) head = sorted;
  else length = toCrowd(sorted) + toCrowd(token);
  return length;
}

/** The wheel, on which nothing is, begins at the bucket with this absolute number. */
function moveTo(bucket: f64): void {
  end = bucket;
  fetched = 0;
  const first = Math.floor(bucket / block) * block;
  limit = first + 2 * block;
  // One sheet stands for what has passed, so that none is ever written on that is being read.
  farLimit = first + (SHEETS - 1) * block;
  while (far.size > 0 && far.headTime() * inverse < farLimit) place(far.pop());
}

/** Fits width and number of the buckets to what has been seen since the last review, with hysteresis. */
function review(): void {
  const now = end * width;
  const elapsed = now - reviewed;
  const wanted = (PER_BUCKET * elapsed) / max(1, pops);
  pops = 0;
  empty = 0;
  reviewed = now;
  if (!(elapsed > 0)) return;
  const least = (SPAN * (linked + written + far.size)) / (2 * PER_BUCKET);
  let count = BLOCK_MIN;
  while (count < least && count < BLOCK_MAX) count *= 2;
  isOfMany = least > 2 * BLOCK_MAX;
  if (width < wanted * 2 && width > wanted / 2 && count <= block && count * 8 >= block) return;
  // A width far below the clock's resolution would number the buckets beyond exact integers.
  rebuild(max(wanted, max(now * 1e-12, 1e-12)), max(count, block / 4));
}

function rebuild(newWidth: f64, count: i32): void {
  const now = end * width;
  // All of them in one list.
  let all = NONE;
  for (let slot = 0; slot <= mask; slot++) {
    let token = changetype<Token>(load<usize>(bucketAt(slot)));
    store<usize>(bucketAt(slot), 0);
    while (token !== NONE) {
      const following = token.next;
      token.next = all;
      all = token;
      token = following;
    }
  }
  for (let sheet = 0; sheet < SHEETS; sheet++) {
    for (let leaf = tear(sheet); leaf !== NO_LEAF; leaf = tear(sheet)) {
      for (let i = leaf.size - 1; i >= 0; i--) {
        const token = leaf.at(i);
        token.next = all;
        all = token;
      }
    }
  }
  while (far.size > 0) {
    const token = far.pop();
    token.next = all;
    all = token;
  }
  block = count;
  blockBits = ctz(count);
  mask = 2 * count - 1;
  width = newWidth;
  inverse = 1 / newWidth;
  linked = 0;
  written = 0;
  // One bucket back: rounding must not make the first of them the current one.
  moveTo(max(0, Math.floor(now * inverse) - 1));
  while (all !== NONE) {
    const token = all;
    all = token.next;
    place(token);
  }
}
