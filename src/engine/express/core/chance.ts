/*
 * The draws of src/engine/kernel/random.ts, bit for bit. The tables of the ziggurat are the kernel's own, copied here when
 * a run begins.
 */

const LAYERS: i32 = 256;
/** One more edge than layers: the top of the last. */
const EDGES: usize = memory.data(8 * 257, 64);
const INNER: usize = memory.data(8 * 256, 64);
const TO_UNIT: f64 = 1.0 / 9007199254740992.0;

export function edgesAt(): usize {
  return EDGES;
}

export function innerAt(): usize {
  return INNER;
}

function mix(value: u32): u32 {
  let h = value;
  h ^= h >>> 16;
  h *= 0x85ebca6b;
  h ^= h >>> 13;
  h *= 0xc2b2ae35;
  return h ^ (h >>> 16);
}

/** The first draw for an order with these keys of its purpose: 32 bits, of which the lowest eight say the layer, then 32 more. */
function bits(key0: u32, key1: u32, order: u32): u64 {
  const a = mix(order ^ key0);
  const b = mix((a + 0x9e3779b1) ^ key1);
  const c = ((b ^ (a >>> 9)) * 0x846ca68b) ^ a;
  return ((b as u64) << 32) | (c as u64);
}

/** A uniform number in (0, 1). */
export function uniform(key0: u32, key1: u32, order: i32): f64 {
  return (((bits(key0, key1, order) >>> 11) as i64 as f64) + 0.5) * TO_UNIT;
}

/** An exponential number of mean 1; NaN in about one of ninety cases, where a layer does not lie wholly under the density. */
// @inline
export function quickExponential(key0: u32, key1: u32, order: i32): f64 {
  const all = bits(key0, key1, order);
  const u = (((all >>> 11) as i64 as f64) + 0.5) * TO_UNIT;
  const layer = ((all as usize) & (LAYERS - 1)) << 3;
  return u < load<f64>(INNER + layer) ? u * load<f64>(EDGES + layer) : NaN;
}
