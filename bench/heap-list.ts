import { EventHeap } from "../src/engine/kernel/heap.ts";
import type { Rows } from "../src/engine/kernel/rows.ts";
import type { Wheel } from "../src/engine/kernel/wheel.ts";

/** The pending events in nothing but a 4-ary heap, with the surface of the parts' own list: what that is measured against. */
export class HeapList implements Pick<Wheel, keyof Wheel> {
  private readonly heap = new EventHeap();
  private readonly address;

  constructor(rows: Rows) {
    this.address = rows.integers();
  }

  push(time: number, rank: number, item: number, address: number): void {
    this.address.data[item] = address;
    this.heap.push(time, rank, item);
  }

  headTime(): number {
    return this.heap.size > 0 ? this.heap.headTime() : Infinity;
  }

  headRank(): number {
    return this.heap.headRank();
  }

  pop(): number {
    return this.heap.pop();
  }

  addressOf(item: number): number {
    return this.address.data[item] as number;
  }
}
