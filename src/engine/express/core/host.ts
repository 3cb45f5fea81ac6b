/* What happens seldom, or is luck of a rarer kind, the engine does itself: it gives these functions. */

/** Writes the instants of the next clicks of a source to its block. */
export declare function clicks(source: i32): void;
/** How much later than the one before an order of a source comes, at a rate of 1: an exponential number of mean 1. */
export declare function luck(source: i32, order: i32): f64;
/** A service time of a task for the order with this number, in seconds. */
export declare function draw(task: i32, number: i32): f64;
/** Whether the gateway's limiter lets a request in at this instant. */
export declare function admits(now: f64): bool;
/** Something that is counted in the books has happened for the first time; see {@link First}. */
export declare function first(what: i32, number: i32, now: f64): void;

export namespace First {
  export const refunded: i32 = 0;
  export const oversoldUnits: i32 = 1;
  export const leakedHolds: i32 = 2;
  export const chargedWithoutOrder: i32 = 3;
  export const shippedWithoutPayment: i32 = 4;
}
