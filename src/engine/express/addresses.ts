/** Where the events of the express lane fire: one of these, and above it the task that it is about. */
export const SERVED = 0;
export const AT_STEP = 1;
export const AT_GATEWAY = 2;
export const AT_QUEUE = 3;
export const REFUSED = 4;
export const DELIVERED = 5;
export const ENDED = 6;
export const HOLD_OVER = 7;

const KIND_BITS = 4;
const KIND_MASK = (1 << KIND_BITS) - 1;

export function addressAt(kind: number, task: number): number {
  return (task << KIND_BITS) | kind;
}

export function kindOf(address: number): number {
  return address & KIND_MASK;
}

export function taskOf(address: number): number {
  return address >> KIND_BITS;
}
