import { allocate } from "./memory.ts";

/** Messages of one piece of memory. */
const PIECE: i32 = 1 << 12;

/** Numbers of orders and, behind them, their clicks; and the piece after it. */
@unmanaged
class Piece {
  next: Piece;
}
const NUMBERS: usize = 64;
const CLICKS: usize = NUMBERS + ((PIECE as usize) << 2);
const BYTES: usize = CLICKS + ((PIECE as usize) << 3);

function newPiece(): Piece {
  return changetype<Piece>(allocate(BYTES));
}

/* The queue's messages, first in, first out: 12 bytes each, so that millions may wait. Emptied pieces are used again. */

/** How many there are. */
export let waiting: i32 = 0;
let first: Piece = newPiece();
let last: Piece = first;
/** Places of the oldest message in the first piece, and after the newest one in the last. */
let head: i32 = 0;
let tail: i32 = 0;
const NOTHING: Piece = changetype<Piece>(0);
let spare: Piece = NOTHING;

export function append(number: i32, click: f64): void {
  if (tail === PIECE) extend();
  const piece = changetype<usize>(last);
  store<i32>(piece + NUMBERS + ((tail as usize) << 2), number);
  store<f64>(piece + CLICKS + ((tail as usize) << 3), click);
  tail++;
  waiting++;
}

/** Of the oldest message; undefined behaviour when there is none. */
export function headNumber(): i32 {
  return load<i32>(changetype<usize>(first) + NUMBERS + ((head as usize) << 2));
}

/** In seconds. */
export function headClick(): f64 {
  return load<f64>(changetype<usize>(first) + CLICKS + ((head as usize) << 3));
}

/** Drops the oldest message. */
export function shift(): void {
  waiting--;
  head++;
  if (head === PIECE) dropFirst();
}

/** Of the message whose order was clicked first: the click, in seconds, */
export let oldestClick: f64 = Infinity;

/** and the number of its order (of several, the lowest); -1 when there is none. */
export function oldestMessage(): i32 {
  let oldest = -1;
  oldestClick = Infinity;
  let piece = first;
  let at = head;
  for (let left = waiting; left > 0; left--) {
    if (at === PIECE) {
      piece = piece.next;
      at = 0;
    }
    const number = load<i32>(changetype<usize>(piece) + NUMBERS + ((at as usize) << 2));
    const click = load<f64>(changetype<usize>(piece) + CLICKS + ((at as usize) << 3));
    at++;
    if (click > oldestClick || (click === oldestClick && number > oldest)) continue;
    oldest = number;
    oldestClick = click;
  }
  return oldest;
}

function extend(): void {
  let piece = spare;
  if (piece === NOTHING) piece = newPiece();
  else spare = piece.next;
  piece.next = NOTHING;
  last.next = piece;
  last = piece;
  tail = 0;
}

function dropFirst(): void {
  head = 0;
  if (first === last) {
    tail = 0;
    return;
  }
  const emptied = first;
  first = emptied.next;
  emptied.next = spare;
  spare = emptied;
}
