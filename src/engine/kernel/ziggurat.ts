import { exp, log } from "./math.ts";

/*
 * The ziggurat of the exponential distribution of mean 1: its density is covered by 256 layers of equal area, so that
 * nearly every draw is one table look-up and one product.
 * Source: G. Marsaglia and W. W. Tsang, "The ziggurat method for generating random variables" (2000); tables by the
 * engine's own exp and log, so that they are the same bits everywhere.
 */

export const LAYERS = 256;
/** Where the tail begins, and the area of each layer. */
const TAIL = 7.69711747013104972;
const AREA = 3.9496598225815571993e-3;

/** Right edge of each layer; the lowest one's is that of a rectangle of its area. One more for the top of the last. */
export const EDGES = new Float64Array(LAYERS + 1);
/** The share of each layer's width that lies wholly under the density. */
export const INNER = new Float64Array(LAYERS);
/** The density at each edge. */
export const HEIGHTS = new Float64Array(LAYERS + 1);

EDGES[0] = AREA / exp(-TAIL);
EDGES[1] = TAIL;
for (let i = 2; i < LAYERS; i++) {
  const before = EDGES[i - 1] as number;
  EDGES[i] = -log(AREA / before + exp(-before));
}
EDGES[LAYERS] = 0;
for (let i = 0; i <= LAYERS; i++) HEIGHTS[i] = exp(-(EDGES[i] as number));
for (let i = 0; i < LAYERS; i++) INNER[i] = (EDGES[i + 1] as number) / (EDGES[i] as number);

/**
 * The rare end of a draw (about one in ninety): a point of the layer that does not lie wholly under the density.
 * @param layer 0..255 @param x where in the layer, in [0, its width) @param v another uniform number in (0, 1)
 * @returns the exponential number, NaN when the point is above the density and another one must be drawn
 */
export function finishExponential(layer: number, x: number, v: number): number {
  if (layer === 0) return TAIL - log(v);
  const low = HEIGHTS[layer] as number;
  const high = HEIGHTS[layer + 1] as number;
  const y = low + v * (high - low);
  // The density is convex: above its tangents at the layer's edges, and below the line between its corners.
  const toRight = (EDGES[layer] as number) - x;
  const toLeft = x - (EDGES[layer + 1] as number);
  if (y < low * (1 + toRight) || y < high * (1 - toLeft)) return x;
  if (y * (toRight + toLeft) > low * toLeft + high * toRight) return Number.NaN;
  return y < exp(-x) ? x : Number.NaN;
}
