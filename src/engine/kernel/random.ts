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

/**
 * What a number is drawn for: one per (seed, component, operation). `uniform` may be called in any order and any number
 * of times; equal arguments give equal numbers.
 */
export class Purpose {
  private readonly key0: number;
  private readonly key1: number;

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
    const c = Math.imul(b ^ (a >>> 9), 0x846ca68b) ^ a;
    return ((b >>> 0) * 2097152 + (c >>> 11) + 0.5) * TO_UNIT;
  }

  /**
   * An exponential number of mean 1, from the bits of {@link uniform} by a ziggurat. Written out in one piece, because it
   * is drawn more often than anything else, and a number that goes through three functions costs three times as much.
   */
  exponential(order: number, attempt: number): number {
    let a = order ^ this.key0;
    a ^= a >>> 16;
    a = Math.imul(a, 0x85ebca6b);
    a ^= a >>> 13;
    a = Math.imul(a, 0xc2b2ae35);
    a ^= a >>> 16;
    let b = (a + Math.imul(attempt + 1, 0x9e3779b1)) ^ this.key1;
    b ^= b >>> 16;
    b = Math.imul(b, 0x85ebca6b);
    b ^= b >>> 13;
    b = Math.imul(b, 0xc2b2ae35);
    b ^= b >>> 16;
    const c = Math.imul(b ^ (a >>> 9), 0x846ca68b) ^ a;
    const u = ((b >>> 0) * 2097152 + (c >>> 11) + 0.5) * TO_UNIT;
    // The lowest bits of c are not in u: they choose the layer.
    const layer = c & (LAYERS - 1);
    return u < (INNER[layer] as number) ? u * (EDGES[layer] as number) : this.outside(order, attempt, layer, u);
  }

  /** A draw that fell where the density does not fill the layer; each further trial uses substreams of its own. */
  private outside(order: number, attempt: number, firstLayer: number, first: number): number {
    let layer = firstLayer;
    let u = first;
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
