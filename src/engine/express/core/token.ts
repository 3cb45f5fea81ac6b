import { allocate } from "./memory.ts";

/**
 * What is under way: a request, an order with its driver, a step beside the saga, the end of a hold. It is one cache line,
 * and at once its own pending event and its place in a waiting room. The engine knows this order.
 */
@unmanaged
export class Token {
  /** Of the pending event: when it fires, and its rank among those of the same instant. */
  time: f64;
  rank: f64;
  /** The following one of the list that it stands in. */
  next: Token;
  /** Where the event fires; see {@link addressAt}. */
  address: i32;
  /** When the shopper clicked, and when it came to the station that it is at, or when its service began; in seconds. */
  click: f64;
  entered: f64;
  /** Number of the order. */
  number: i32;
  /** The token of the order, which is this one unless a step runs beside the saga. */
  order: Token;
  /** One bit a step that has completed; of a hold with an end of its own, the order's generation when it began. */
  done: i32;
  /** See {@link Flag}; above them, the outcome of the step that failed, 0 while the order goes forward. */
  flags: i32;
  /** How many things still refer to the order; the token is given back at zero. -1 while it is nobody's. */
  references: i32;
  /** Raised when a timer of the order's hold must no longer fire. */
  generation: u32;
}

export const NONE: Token = changetype<Token>(0);
const BYTES: usize = 64;
/** Tokens of one slab, the first of which holds nothing but the way to the slab before it. */
const SLAB: i32 = 256;

export namespace Flag {
  /** The inventory holds units for the order, or has sold them to it. */
  export const held: i32 = 1;
  export const sold: i32 = 2;
  /** Its charge stands; its shipment stands. */
  export const paid: i32 = 4;
  export const shipped: i32 = 8;
  /** The update of the item has had its turn. */
  export const updated: i32 = 16;
  export const completed: i32 = 32;
  /** It has ended, in whatever way. */
  export const ended: i32 = 64;
  /** It is counted among those that hold units after their end. */
  export const leaked: i32 = 128;
}
/** How far above the flags the outcome stands. */
export const FAILURE: i32 = 8;

let free: Token = NONE;
let slab: Token = NONE;

/** A token for the order with this number, as it stands before its first step; it clicked at this instant in seconds. */
export function open(number: i32, click: f64): Token {
  if (free === NONE) extend();
  const token = free;
  free = token.next;
  token.click = click;
  token.number = number;
  token.order = token;
  token.done = 0;
  token.flags = 0;
  token.references = 1;
  return token;
}

export function close(token: Token): void {
  token.references = -1;
  token.next = free;
  free = token;
}

function extend(): void {
  const start = allocate((SLAB as usize) * BYTES);
  const head = changetype<Token>(start);
  head.next = slab;
  slab = head;
  // Backwards, so that they are used in the order in which they stand.
  for (let i = SLAB - 1; i > 0; i--) close(changetype<Token>(start + (i as usize) * BYTES));
}

/** How many tokens {@link live} has found; where it has written them, and how many have room there. */
export let found: i32 = 0;
let list: usize = 0;
let room: i32 = 0;

/** Lists the tokens that are not given back; returns where. */
export function live(): usize {
  let rows = 0;
  for (let at = slab; at !== NONE; at = at.next) rows += SLAB;
  if (rows > room) {
    list = allocate((rows as usize) * sizeof<usize>());
    room = rows;
  }
  found = 0;
  for (let at = slab; at !== NONE; at = at.next) {
    for (let i = 1; i < SLAB; i++) {
      const token = changetype<Token>(changetype<usize>(at) + (i as usize) * BYTES);
      if (token.references >= 0) store<usize>(list + (found++ as usize) * sizeof<usize>(), changetype<usize>(token));
    }
  }
  return list;
}
