import { CELL_INTEGERS, cell, HIGH, LOW, words } from "../kernel/bits.ts";

/** A running 64-bit fingerprint of numbers and texts: equal runs, equal digests. Not cryptographic. */
export class Digest {
  /** Two 32-bit halves. In a typed array, because a field would hold what exceeds a small integer as an object on the heap. */
  readonly state = new Int32Array(CELL_INTEGERS);

  constructor() {
    this.state[0] = 0x243f6a88;
    this.state[1] = 0x85a308d3;
  }

  /** Takes in an event: a small code, an integer and an instant. */
  event(code: number, subject: number, time: number): void {
    const { state } = this;
    cell[0] = time;
    const a = Math.imul((state[0] as number) ^ (words[LOW] as number) ^ subject, 0x9e3779b1);
    const b = Math.imul((state[1] as number) ^ (words[HIGH] as number) ^ (code << 24), 0x85ebca6b);
    state[0] = (a ^ (a >>> 15)) + b;
    state[1] = (b ^ (b >>> 13)) + Math.imul(subject ^ a, 0xc2b2ae35);
  }

  text(text: string): void {
    for (let i = 0; i < text.length; i++) this.event(1, text.charCodeAt(i), i);
  }

  /** A digest that goes on from here on its own. */
  copy(): Digest {
    const other = new Digest();
    other.state.set(this.state);
    return other;
  }

  /** Sixteen hexadecimal digits. */
  hex(): string {
    const half = (x: number) => (x >>> 0).toString(16).padStart(8, "0");
    return half(this.state[0] as number) + half(this.state[1] as number);
  }
}
