import { allocate } from "./memory.ts";
import { Token } from "./token.ts";

@unmanaged
class Entry {
  time: f64;
  rank: f64;
  token: Token;
  unused: i32;
}
const BYTES: usize = 24;

/** A 4-ary heap of tokens, ordered by (time, rank). */
@unmanaged
export class Heap {
  entries: usize;
  size: i32;
  capacity: i32;

  headTime(): f64 {
    return this.at(0).time;
  }

  headRank(): f64 {
    return this.at(0).rank;
  }

  push(token: Token): void {
    if (this.size === this.capacity) this.grow();
    const time = token.time;
    const rank = token.rank;
    let i = this.size++;
    while (i > 0) {
      const parent = (i - 1) >> 2;
      const above = this.at(parent);
      if (above.time < time || (above.time === time && above.rank < rank)) break;
      this.put(i, above.time, above.rank, above.token);
      i = parent;
    }
    this.put(i, time, rank, token);
  }

  /** Removes and returns the earliest token; undefined behaviour when empty. */
  pop(): Token {
    const top = this.at(0).token;
    const n = --this.size;
    if (n === 0) return top;
    const last = this.at(n);
    const time = last.time;
    const rank = last.rank;
    let i = 0;
    for (;;) {
      const first = (i << 2) + 1;
      if (first >= n) break;
      let least = first;
      let entry = this.at(first);
      const end = min(first + 4, n);
      for (let j = first + 1; j < end; j++) {
        const other = this.at(j);
        if (other.time < entry.time || (other.time === entry.time && other.rank < entry.rank)) {
          least = j;
          entry = other;
        }
      }
      if (entry.time > time || (entry.time === time && entry.rank > rank)) break;
      this.put(i, entry.time, entry.rank, entry.token);
      i = least;
    }
    this.put(i, time, rank, last.token);
    return top;
  }

  private at(i: i32): Entry {
    return changetype<Entry>(this.entries + (i as usize) * BYTES);
  }

  private put(i: i32, time: f64, rank: f64, token: Token): void {
    const entry = this.at(i);
    entry.time = time;
    entry.rank = rank;
    entry.token = token;
  }

  private grow(): void {
    const capacity = max(64, 2 * this.capacity);
    const entries = allocate((capacity as usize) * BYTES);
    memory.copy(entries, this.entries, (this.size as usize) * BYTES);
    this.entries = entries;
    this.capacity = capacity;
  }
}

export function newHeap(): Heap {
  return changetype<Heap>(allocate(offsetof<Heap>()));
}
