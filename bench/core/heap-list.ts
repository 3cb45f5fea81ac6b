import { newHeap } from "../../src/engine/express/core/heap.ts";
import { Token } from "../../src/engine/express/core/token.ts";

/*
 * The pending events in nothing but a 4-ary heap, with the surface of the core's own list (src/engine/express/core/wheel.ts):
 * what that is measured against.
 */

const heap = newHeap();

/** Adds the event that is written in the token. */
export function place(token: Token): void {
  heap.push(token);
}

/** Time of the earliest event, Infinity when there is none. */
export function headTime(): f64 {
  return heap.size > 0 ? heap.headTime() : Infinity;
}

/** Rank of the earliest event; only while {@link headTime} is finite. */
export function headRank(): f64 {
  return heap.headRank();
}

/** Removes and returns the earliest token; only while {@link headTime} is finite. */
export function pop(): Token {
  return heap.pop();
}
