import { allocate } from "../../src/engine/express/core/memory.ts";
import { open, Token } from "../../src/engine/express/core/token.ts";
import { headTime, place, pop } from "../../src/engine/express/core/wheel.ts";

/*
 * Asks the core's event list, inside WebAssembly as the core does: no call from outside is in the times. What is asked for
 * is said in bench/hold-model.ts.
 */

/** Waits in seconds, or a trace. */
let numbers: usize = 0;
/** The tokens, by the number of the item that each stands for. */
let tokens: usize = 0;
/** Of the next event that is scheduled. */
let rank: i32 = 0;

/** A trace's operation: time (-1: a pop), rank, item. */
@unmanaged
class Operation {
  time: f64;
  rank: f64;
  item: f64;
}

/** Makes room for so many doubles, waits or a trace; returns where they are to be written, in bytes. */
export function reserve(count: i32): usize {
  numbers = allocate((count as usize) << 3);
  return numbers;
}

/** Makes tokens for the items below `count`. */
export function makeTokens(count: i32): void {
  tokens = allocate((count as usize) << 2);
  for (let item = 0; item < count; item++) store<usize>(tokenAt(item), changetype<usize>(open(item, 0)));
}

function tokenAt(item: i32): usize {
  return tokens + ((item as usize) << 2);
}

function tokenOf(item: i32): Token {
  return changetype<Token>(load<usize>(tokenAt(item)));
}

/** Schedules the tokens for the first time. There are `draws` waits, a power of two. */
export function begin(pending: i32, draws: i32): void {
  for (let item = 0; item < pending; item++) schedule(tokenOf(item), 0, draws);
}

/** Takes the earliest token and schedules it anew, so many times. */
export function hold(times: i32, draws: i32): void {
  for (let n = 0; n < times; n++) {
    const time = headTime();
    schedule(pop(), time, draws);
  }
}

/** Schedules a token the next wait after this instant. */
function schedule(token: Token, now: f64, draws: i32): void {
  token.time = now + load<f64>(numbers + ((rank & (draws - 1)) << 3));
  token.rank = rank++;
  place(token);
}

/** Plays a trace of so many operations; returns when the last event fired, in seconds. */
export function replay(operations: i32): f64 {
  let now: f64 = 0;
  for (let n = 0; n < operations; n++) {
    const operation = changetype<Operation>(numbers + (n as usize) * offsetof<Operation>());
    if (operation.time >= 0) {
      const token = tokenOf(operation.item as i32);
      token.time = operation.time;
      token.rank = operation.rank;
      place(token);
    } else {
      now = headTime();
      pop();
    }
  }
  return now;
}
