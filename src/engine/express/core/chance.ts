/*
 * The draws of src/engine/kernel/random.ts, bit for bit. The tables of the ziggurat are the kernel's own, copied here when
 * a run begins.
 */

const LAYERS: i32 = 256;
/** One more edge than layers: the top of the last. */
const EDGES: usize = memory.data(8 * 257, 64);
const INNER: usize = memory.data(8 * 256, 64);
const HEIGHTS: usize = memory.data(8 * 257, 64);
const TO_UNIT: f64 = 1.0 / 9007199254740992.0;

export function edgesAt(): usize {
  return EDGES;
}

export function innerAt(): usize {
  return INNER;
}

export function heightsAt(): usize {
  return HEIGHTS;
}

function mix(value: u32): u32 {
  let h = value;
  h ^= h >>> 16;
  h *= 0x85ebca6b;
  h ^= h >>> 13;
  h *= 0xc2b2ae35;
  return h ^ (h >>> 16);
}

/** Of a draw: 32 bits, and then 32 more, of which the lowest eight say the layer. */
function bits(key0: u32, key1: u32, order: u32): u64 {
  const a = mix(order ^ key0);
  const b = mix((a + 0x9e3779b1) ^ key1);
  const c = ((b ^ (a >>> 9)) * 0x846ca68b) ^ a;
  return ((b as u64) << 32) | (c as u64);
}

function toUnit(all: u64): f64 {
  return (((all >>> 11) as i64 as f64) + 0.5) * TO_UNIT;
}

/** A uniform number in (0, 1): the first draw for an order with these keys of its purpose. */
export function uniform(key0: u32, key1: u32, order: i32): f64 {
  return toUnit(bits(key0, key1, order));
}

/** A further one. */
function further(key0: u32, key1: u32, order: i32, substream: u32): f64 {
  return toUnit(bits(key0, key1 + substream * 0x7feb352d, order));
}

/** An exponential number of mean 1; NaN in about one of a thousand cases, which need a logarithm or an exponential. */
// @inline
export function exponential(key0: u32, key1: u32, order: i32): f64 {
  const all = bits(key0, key1, order);
  const u = toUnit(all);
  const layer = (all as i32) & (LAYERS - 1);
  return u < innerOf(layer) ? u * edgeOf(layer) : outside(key0, key1, order, layer, u);
}

/** A draw that fell where the density does not fill the layer; see src/engine/kernel/ziggurat.ts. */
function outside(key0: u32, key1: u32, order: i32, layer: i32, u: f64): f64 {
  let x = u * edgeOf(layer);
  for (let trial = 1; u >= innerOf(layer); trial++) {
    if (layer === 0) return NaN;
    const low = heightOf(layer);
    const high = heightOf(layer + 1);
    const y = low + further(key0, key1, order, 3 * trial - 2) * (high - low);
    const toRight = edgeOf(layer) - x;
    const toLeft = x - edgeOf(layer + 1);
    if (y < low * (1 + toRight) || y < high * (1 - toLeft)) return x;
    if (y * (toRight + toLeft) <= low * toLeft + high * toRight) return NaN;
    layer = Math.floor(further(key0, key1, order, 3 * trial - 1) * LAYERS) as i32;
    u = further(key0, key1, order, 3 * trial);
    x = u * edgeOf(layer);
  }
  return x;
}

function edgeOf(layer: i32): f64 {
  return load<f64>(EDGES + ((layer as usize) << 3));
}

function innerOf(layer: i32): f64 {
  return load<f64>(INNER + ((layer as usize) << 3));
}

function heightOf(layer: i32): f64 {
  return load<f64>(HEIGHTS + ((layer as usize) << 3));
}
