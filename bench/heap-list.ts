import { EventHeap } from "../src/engine/kernel/heap.ts";
import type { Wheel } from "../src/engine/kernel/wheel.ts";

/** The pending events in nothing but a 4-ary heap, with the surface of the parts' own list: what that is measured against. */
export class HeapList implements Pick<Wheel, keyof Wheel> {
  private readonly heap = new EventHeap();
  private addresses = new Int32Array(1024);

  push(time: number, rank: number, item: number, address: number): void {
    if (item >= this.addresses.length) {
      const wider = new Int32Array(Math.max(item + 1, 2 * this.addresses.length));
      wider.set(this.addresses);
      this.addresses = wider;
    }
    this.addresses[item] = address;
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
    return this.addresses[item] as number;
  }
}
