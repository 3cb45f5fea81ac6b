/** Where events fire: one of these, and above it the task that it is about. */
export const SERVED: i32 = 0;
export const AT_STEP: i32 = 1;
export const AT_GATEWAY: i32 = 2;
export const AT_QUEUE: i32 = 3;
export const REFUSED: i32 = 4;
export const DELIVERED: i32 = 5;
export const ENDED: i32 = 6;
export const HOLD_OVER: i32 = 7;

const KIND_BITS: i32 = 4;
const KIND_MASK: i32 = (1 << KIND_BITS) - 1;

export function addressAt(kind: i32, task: i32): i32 {
  return (task << KIND_BITS) | kind;
}

export function kindOf(address: i32): i32 {
  return address & KIND_MASK;
}

export function taskOf(address: i32): i32 {
  return address >> KIND_BITS;
}
