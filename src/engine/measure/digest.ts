import { cell, HIGH, LOW, words } from "../kernel/bits.ts";

/** A running 64-bit fingerprint of numbers and texts: equal runs, equal digests. Not cryptographic. */
export class Digest {
  private a = 0x243f6a88;
  private b = 0x85a308d3;

  /** Takes in an event: a small code, an integer and an instant. */
  event(code: number, subject: number, time: number): void {
    cell[0] = time;
    const a = Math.imul(this.a ^ (words[LOW] as number) ^ subject, 0x9e3779b1);
    const b = Math.imul(this.b ^ (words[HIGH] as number) ^ (code << 24), 0x85ebca6b);
    this.a = (a ^ (a >>> 15)) + b;
    this.b = (b ^ (b >>> 13)) + Math.imul(subject ^ a, 0xc2b2ae35);
  }

  text(text: string): void {
    for (let i = 0; i < text.length; i++) this.event(1, text.charCodeAt(i), i);
  }

  /** A digest that goes on from here on its own. */
  copy(): Digest {
    const other = new Digest();
    other.a = this.a;
    other.b = this.b;
    return other;
  }

  /** Sixteen hexadecimal digits. */
  hex(): string {
    const half = (x: number) => (x >>> 0).toString(16).padStart(8, "0");
    return half(this.a) + half(this.b);
  }
}
