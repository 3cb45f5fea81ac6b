import { Heap, newHeap } from "./heap.ts";
import { allocate } from "./memory.ts";
import { NONE, Token } from "./token.ts";

/*
 * The pending events as a calendar wheel: what src/engine/kernel/wheel.ts says of its own holds here. Time is cut into
 * buckets of equal width, a bucket is a linked list, and only the list of the bucket the clock stands in is in order.
 */

/** Events a bucket should hold on average. */
const PER_BUCKET: f64 = 5;
/** How much longer the wheel should be than the mean delay of a pending event. */
const SPAN: f64 = 10;
const BUCKETS_MIN: i32 = 1 << 8;
const BUCKETS_MAX: i32 = 1 << 20;
/** Longest walk along the list of the current bucket; with more events than that, a heap takes its place. */
const WALK_MAX: i32 = 48;
/** Events, or empty buckets, gone by between two looks at the density. */
const REVIEW_EVERY: i32 = 1 << 13;
const EMPTY_MAX: i32 = 1 << 17;

/** The earliest event: first of the list of the current bucket, none when that is empty or a heap. */
let head: Token = NONE;
let mask: i32 = BUCKETS_MIN - 1;
let buckets: usize = allocate((BUCKETS_MIN as usize) << 2);
/** Buckets that there is room for. */
let room: i32 = BUCKETS_MIN;
let width: f64 = 1.0 / 4096;
let inverse: f64 = 4096;
/** Absolute number of the bucket after the current one, and of the first one beyond the wheel. */
let end: f64 = 0;
let limit: f64 = BUCKETS_MIN - 1;
/** Events in buckets other than the current one. */
let linked: i32 = 0;
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

/** Adds the event that is written in the token, which must not be before the last popped one. */
export function place(token: Token): void {
  const bucket = token.time * inverse;
  if (bucket >= end && bucket < limit) {
    const at = bucketAt(slotOf(bucket));
    token.next = changetype<Token>(load<usize>(at));
    store<usize>(at, changetype<usize>(token));
    linked++;
  } else if (bucket < end) {
    insert(token);
  } else {
    far.push(token);
  }
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
  if (linked === 0 && (far.size === 0 || far.headTime() === Infinity)) return Infinity;
  if (pops >= REVIEW_EVERY || empty >= EMPTY_MAX) review();
  if (linked === 0) {
    moveTo(Math.floor(far.headTime() * inverse));
  } else {
    const first = slotOf(end);
    let slot = first;
    let steps = 1;
    while (load<usize>(bucketAt(slot)) === 0) {
      slot = (slot + 1) & mask;
      steps++;
    }
    empty += steps - 1;
    end += steps;
    limit += steps;
  }
  // The wheel has turned: what waited beyond it and now fits comes in.
  while (far.size > 0 && far.headTime() * inverse < limit) place(far.pop());
  const at = bucketAt(slotOf(end - 1));
  const first = changetype<Token>(load<usize>(at));
  if (first !== NONE) {
    store<usize>(at, 0);
    const length = sort(first);
    linked -= length;
    pops += length;
  }
  return head !== NONE ? head.time : crowd.headTime();
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

/** The bucket with this absolute number becomes the current one. */
function moveTo(bucket: f64): void {
  end = bucket + 1;
  limit = bucket + mask + 1;
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
  const have = mask + 1;
  const least = (SPAN * (linked + far.size)) / PER_BUCKET;
  let count = BUCKETS_MIN;
  while (count < least && count < BUCKETS_MAX) count *= 2;
  if (width < wanted * 2 && width > wanted / 2 && count <= have && count * 8 >= have) return;
  // A width far below the clock's resolution would number the buckets beyond exact integers.
  rebuild(max(wanted, max(now * 1e-12, 1e-12)), max(count, have / 4));
}

function rebuild(newWidth: f64, count: i32): void {
  const now = end * width;
  // All of them in one list.
  let all = NONE;
  for (let slot = 0; slot <= mask; slot++) {
    let token = changetype<Token>(load<usize>(bucketAt(slot)));
    while (token !== NONE) {
      const following = token.next;
      token.next = all;
      all = token;
      token = following;
    }
  }
  while (far.size > 0) {
    const token = far.pop();
    token.next = all;
    all = token;
  }
  if (count > room) {
    room = count;
    buckets = allocate((count as usize) << 2);
  } else {
    memory.fill(buckets, 0, (count as usize) << 2);
  }
  mask = count - 1;
  width = newWidth;
  inverse = 1 / newWidth;
  linked = 0;
  // One bucket back: rounding must not make the first of them the current one.
  moveTo(Math.floor(now * inverse) - 1);
  while (all !== NONE) {
    const token = all;
    all = token.next;
    place(token);
  }
}
