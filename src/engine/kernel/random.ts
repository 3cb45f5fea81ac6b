import { EDGES, finishExponential, INNER, LAYERS } from "./ziggurat.ts";

/*
 * Chance is a function, not a stream: a draw is keyed by (seed, order, purpose, attempt), so that changing one policy
 * reshuffles nobody's luck, and two designs can be compared under common random numbers.
 */

/** 32-bit finalizer of MurmurHash3 (A. Appleby, public domain): every input bit flips every output bit half of the time. */
function mix(h: number): number {
  h ^= h >>> 16;
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  return h ^ (h >>> 16);
}

/** FNV-1a over the UTF-16 units of a text, finished by {@link mix}; an unsigned 32-bit integer. */
export function hashText(text: string, basis = 0x811c9dc5): number {
  let h = basis;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return mix(h) >>> 0;
}

const TO_UNIT = 1 / 9007199254740992;

/** 32 bits of order and attempt, of which the lowest eleven are not in the uniform number; `a` and `b` are those before. */
function lastBits(a: number, b: number): number {
  return Math.imul(b ^ (a >>> 9), 0x846ca68b) ^ a;
}

/**
 * An exponential number of mean 1 from the bits of {@link Purpose.uniform}, by the layers of a ziggurat; NaN in about one
 * of ninety cases, where a layer does not lie wholly under the density. Written out in one piece, because it is drawn more
 * often than anything else, and a number that goes through three functions costs three times as much.
 * @param key0 of the {@link Purpose}, as `key1`
 */
function quickExponential(key0: number, key1: number, order: number, attempt: number): number {
  let a = order ^ key0;
  a ^= a >>> 16;
  a = Math.imul(a, 0x85ebca6b);
  a ^= a >>> 13;
  a = Math.imul(a, 0xc2b2ae35);
  a ^= a >>> 16;
  let b = (a + Math.imul(attempt + 1, 0x9e3779b1)) ^ key1;
  b ^= b >>> 16;
  b = Math.imul(b, 0x85ebca6b);
  b ^= b >>> 13;
  b = Math.imul(b, 0xc2b2ae35);
  b ^= b >>> 16;
  const c = lastBits(a, b);
  const u = ((b >>> 0) * 2097152 + (c >>> 11) + 0.5) * TO_UNIT;
  const layer = c & (LAYERS - 1);
  return u < INNER[layer] ? u * EDGES[layer] : Number.NaN;
}

/**
 * What a number is drawn for: one per (seed, component, operation). `uniform` may be called in any order and any number
 * of times; equal arguments give equal numbers.
 */
export class Purpose {
  readonly key0: number;
  readonly key1: number;

  /** @param seed any safe integer @param name unique within the document, such as "payment/charge" */
  constructor(seed: number, name: string) {
    const low = seed | 0;
    const high = Math.floor(seed / 4294967296) | 0;
    this.key0 = mix(hashText(name) ^ mix(low + 0x9e3779b9));
    this.key1 = mix(hashText(name, 0x1b873593) ^ mix(high ^ mix(low ^ 0x5bd1e995)));
  }

  /**
   * A uniform number in (0, 1) with 53 bits.
   * @param order the order's number @param attempt 0 for the first draw of this purpose @param substream for rejection samplers
   */
  uniform(order: number, attempt: number, substream = 0): number {
    const a = mix(order ^ this.key0);
    const b = mix((a + Math.imul(attempt + 1, 0x9e3779b1)) ^ (this.key1 + Math.imul(substream, 0x7feb352d)));
    const c = lastBits(a, b);
    return ((b >>> 0) * 2097152 + (c >>> 11) + 0.5) * TO_UNIT;
  }

  /** An exponential number of mean 1, from the bits of {@link uniform} by a ziggurat. */
  exponential(order: number, attempt: number): number {
    const x = quickExponential(this.key0, this.key1, order, attempt);
    return Number.isNaN(x) ? this.outside(order, attempt) : x;
  }

  /** A draw that fell where the density does not fill the layer; each further trial uses substreams of its own. */
  private outside(order: number, attempt: number): number {
    const a = mix(order ^ this.key0);
    const b = mix((a + Math.imul(attempt + 1, 0x9e3779b1)) ^ this.key1);
    let layer = lastBits(a, b) & (LAYERS - 1);
    let u = this.uniform(order, attempt);
    for (let trial = 1; ; trial++) {
      const x = u * (EDGES[layer] as number);
      if (u < (INNER[layer] as number)) return x;
      const done = finishExponential(layer, x, this.uniform(order, attempt, 3 * trial - 2));
      if (done >= 0) return done;
      layer = Math.floor(this.uniform(order, attempt, 3 * trial - 1) * LAYERS);
      u = this.uniform(order, attempt, 3 * trial);
    }
  }
}
