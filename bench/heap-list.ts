import { EventHeap } from "../src/engine/kernel/heap.ts";
import { Rows } from "../src/engine/kernel/rows.ts";
import { ADDRESS, RANK, ROW_BITS, TIME, type Wheel, writeEvent } from "../src/engine/kernel/wheel.ts";

/** The pending events in nothing but a 4-ary heap, with the surface of the engine's own list: what that is measured against. */
class HeapList implements Pick<Wheel, keyof Wheel> {
  private readonly heap = new EventHeap();
  private rows = new Rows(ROW_BITS, 1024);

  standIn(rows: Rows): void {
    this.rows = rows;
  }

  push(time: number, rank: number, item: number, address: number): void {
    writeEvent(this.rows, time, rank, item, address);
    this.place(item);
  }

  place(item: number): void {
    const { doubles, bits } = this.rows;
    const at = item << bits;
    this.heap.push(doubles[at + TIME] as number, doubles[at + RANK] as number, item);
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
    return this.rows.ints[(item << (this.rows.bits + 1)) + ADDRESS] as number;
  }
}

// Under the name of what it stands in for.
export { HeapList as Wheel };
