import { Heap, newHeap } from "./heap.ts";
import { addTo, giveBack, Leaf, NO_LEAF, tagOf, withTag } from "./leaves.ts";
import { allocate } from "./memory.ts";
import { BLOCKS, GROUP_BITS, sheetOfBlock, sheetOfGroup, tear, tearAll, write } from "./sheets.ts";
import { NONE, Token } from "./token.ts";

/*
 * The pending events as a calendar wheel, after src/engine/kernel/wheel.ts: time is cut into buckets of equal width, a
 * bucket is a linked list, and only the list of the bucket the clock stands in is in order. Here the wheel is never larger
 * than the caches: it holds two blocks of buckets, that of the present and the one after it. What lies beyond stands on
 * sheets, one a block, and what lies beyond these, in a heap. When so much is pending that the tokens themselves are beyond the
 * caches, a block does not come from its sheet onto the wheel at once, but to the sheets of its groups of buckets: each token
 * is read once, shortly before it fires. The sheets are the rungs of a ladder queue (Tang, Goh and Thng, ACM TOMACS 2005).
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
/** How much narrower than wanted the buckets may become when very much is pending. */
const MOST: f64 = 8;
/** Events, or empty buckets, gone by between two looks at the density. */
const REVIEW_EVERY: i32 = 1 << 13;
const EMPTY_MAX: i32 = 1 << 17;

/**
 * The number of the bucket at time 0. Between this and its double, doubles are whole numbers whose lowest bits are those of the
 * number: a time that is divided by the width and added to it is rounded to its bucket, and that is all. Where that would
 * bring the wheel or the sheets beyond the double, buckets are too narrow.
 */
const ZERO: f64 = 4503599627370496;
const LAST: f64 = 9007199187632128;
/** The narrowest bucket, as a part of the present time. */
const NARROWEST: f64 = 1e-12;

/** The earliest event: first of the list of the current bucket, none when that is empty or a heap. */
let head: Token = NONE;
/** Buckets of a block, the logarithm of that, and the two blocks' buckets less one. */
let block: i32 = BLOCK_MIN;
let blockBits: i32 = ctz(BLOCK_MIN);
let mask: i32 = 2 * BLOCK_MIN - 1;
const buckets: usize = allocate((BLOCK_MAX as usize) << 3);
let width: f64 = 1.0 / 4096;
let inverse: f64 = 4096;
/** Numbers of the bucket after the current one, of the first one beyond the wheel, and of that beyond the sheets. */
let end: f64 = ZERO;
let limit: f64 = ZERO + 2 * BLOCK_MIN;
let farLimit: f64 = ZERO + BLOCK_MIN * BLOCKS;
/** Number of the first bucket of the groups that are still on their sheets; all groups are after it. */
let opened: f64 = ZERO + 2 * BLOCK_MIN;
/** Events in buckets other than the current one, on sheets of groups, and of blocks. */
let linked: i32 = 0;
let grouped: i32 = 0;
let written: i32 = 0;
/** Whether so much is pending that blocks come in by groups. */
let isOfMany: bool = false;
const crowd: Heap = newHeap();
const far: Heap = newHeap();
let pops: i32 = 0;
let empty: i32 = 0;
let reviewed: f64 = 0;

/** The number of the bucket for this instant, in seconds. */
function bucketOf(time: f64): f64 {
  return time * inverse + ZERO;
}

function slotOf(bucket: f64): i32 {
  return (reinterpret<u64>(bucket) as i32) & mask;
}

function bucketAt(slot: i32): usize {
  return buckets + ((slot as usize) << 2);
}

/** The lowest bits of the numbers of the block, and of the group, that a bucket is of. */
function blockOf(bucket: f64): i32 {
  return (reinterpret<u64>(bucket) >> (blockBits as u64)) as i32;
}

function groupOf(bucket: f64): i32 {
  return (reinterpret<u64>(bucket) >> ((blockBits - GROUP_BITS) as u64)) as i32;
}

/** Adds the event that is written in the token, which must not be before the last popped one. */
// @inline
export function place(token: Token): void {
  const bucket = bucketOf(token.time);
  if (bucket >= end && bucket < limit) {
    link(token, bucket);
    linked++;
  } else {
    placeOff(token, bucket);
  }
}

/** Adds an event that does not go on the wheel. */
function placeOff(token: Token, bucket: f64): void {
  if (bucket < end) {
    insert(token);
  } else if (bucket < farLimit) {
    write(sheetOfBlock(blockOf(bucket)), withTag(token, groupOf(bucket) & ((1 << GROUP_BITS) - 1)));
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
}

/** Time of the earliest event, Infinity when there is none. */
export function headTime(): f64 {
  return head !== NONE ? head.time : refill();
}

/** Rank of the earliest event; only after {@link headTime}. It means nothing when there is none. */
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
  while (linked + grouped === 0) {
    if (written > 0) {
      end = limit;
      opened = limit;
      empty += block;
      turn();
    } else {
      if (far.size === 0 || far.headTime() === Infinity) return Infinity;
      const bucket = bucketOf(far.headTime());
      if (bucket < LAST) moveTo(bucket);
      else rebuild(far.headTime() * NARROWEST, block);
    }
  }
  if (end >= opened) open();
  let slot = slotOf(end);
  while (load<usize>(bucketAt(slot)) === 0) {
    slot = (slot + 1) & mask;
    empty++;
    end++;
    if (end >= opened) open();
  }
  end++;
  const first = changetype<Token>(load<usize>(bucketAt(slot)));
  store<usize>(bucketAt(slot), 0);
  const length = sort(first);
  linked -= length;
  pops += length;
  // Another block has begun, so the one after it comes in.
  if (end > limit - block) turn();
  return head !== NONE ? head.time : crowd.headTime();
}

/** The block after the wheel's two comes in from its sheet. */
function turn(): void {
  const number = blockOf(limit);
  const sheet = sheetOfBlock(number);
  limit += block;
  farLimit += block;
  const byGroups = isOfMany || grouped > 0;
  if (!byGroups) opened = limit;
  for (let leaf = tear(sheet, NO_LEAF); leaf !== NO_LEAF; ) {
    const size = leaf.size;
    written -= size;
    if (byGroups) {
      grouped += size;
      for (let i = 0; i < size; i++) {
        const entry = leaf.entry(i);
        write(sheetOfGroup((number << GROUP_BITS) | tagOf(entry)), entry);
      }
    } else {
      linkAll(leaf);
    }
    leaf = giveBack(leaf);
  }
  while (far.size > 0 && bucketOf(far.headTime()) < farLimit) place(far.pop());
}

/** The next group comes in from its sheet. */
function open(): void {
  const sheet = sheetOfGroup(groupOf(opened));
  opened += (1 << (blockBits - GROUP_BITS)) as f64;
  const leaves = tear(sheet, NO_LEAF);
  for (let leaf = leaves; leaf !== NO_LEAF; leaf = leaf.next) leaf.touch();
  for (let leaf = leaves; leaf !== NO_LEAF; ) {
    grouped -= leaf.size;
    linkAll(leaf);
    leaf = giveBack(leaf);
  }
}

/** The tokens of a leaf come onto the wheel. */
function linkAll(leaf: Leaf): void {
  const size = leaf.size;
  linked += size;
  for (let i = 0; i < size; i++) {
    const token = leaf.at(i);
    link(token, bucketOf(token.time));
  }
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
  const first = Math.floor(bucket / block) * block;
  limit = first + 2 * block;
  opened = limit;
  // One sheet stands for what has passed, so that none is ever written on that is being read.
  farLimit = first + (BLOCKS - 1) * block;
  while (far.size > 0 && bucketOf(far.headTime()) < farLimit) place(far.pop());
}

/** Fits width and number of the buckets to what has been seen since the last review, with hysteresis. */
function review(): void {
  const now = (end - ZERO) * width;
  const elapsed = now - reviewed;
  let wanted = (PER_BUCKET * elapsed) / max(1, pops);
  pops = 0;
  empty = 0;
  reviewed = now;
  if (!(elapsed > 0)) return;
  const least = (SPAN * (linked + grouped + written + far.size)) / (2 * PER_BUCKET);
  let count = BLOCK_MIN;
  while (count < least && count < BLOCK_MAX) count *= 2;
  isOfMany = least > 2 * BLOCK_MAX;
  let most: f64 = 2;
  if (isOfMany) {
    // To move so many costs much: what is to come counts as well, and buckets may become emptier.
    wanted = min(wanted, (PER_BUCKET * width * (limit - end)) / max(1, linked + grouped));
    most = MOST;
  }
  if (width < wanted * 2 && width > wanted / most && count <= block && count * 8 >= block) return;
  rebuild(max(wanted, max(now, 1) * NARROWEST), max(count, block / 4));
}

function rebuild(newWidth: f64, count: i32): void {
  // Nothing that is pending is before that.
  const now = (end - 1 - ZERO) * width;
  // All of them on leaves: to go along one list of a million would be a cache miss each.
  let all = NO_LEAF;
  for (let slot = 0; slot <= mask; slot++) {
    let token = changetype<Token>(load<usize>(bucketAt(slot)));
    store<usize>(bucketAt(slot), 0);
    for (; token !== NONE; token = token.next) all = addTo(all, token);
  }
  while (far.size > 0) all = addTo(all, far.pop());
  all = tearAll(all);
  block = count;
  blockBits = ctz(count);
  mask = 2 * count - 1;
  width = newWidth;
  inverse = 1 / newWidth;
  linked = 0;
  grouped = 0;
  written = 0;
  // One bucket back: rounding must not make the first of them the current one.
  moveTo(max(ZERO, bucketOf(now) - 1));
  while (all !== NO_LEAF) {
    all.touch();
    for (let i = 0; i < all.size; i++) place(all.at(i));
    all = giveBack(all);
  }
}
