/** Where a curve bends most. */

export interface Knee {
  /** Which of the points. */
  readonly index: number;
  /** How far it is from the straight line between the ends, both axes being 1 long: 0 is no bend, 0.707 the sharpest there is. */
  readonly distance: number;
}

/** Less than this is hardly a bend. */
const NOTICEABLE = 0.1;
/** A figure that varies by less than this share of itself does not follow the setting, and what bends is chance. */
const VARIES = 0.05;

/** The method, in words: shown wherever a knee is. */
export const KNEE_METHOD =
  "The knee is the point farthest from the straight line between the ends of the curve, both axes scaled to 1 (the criterion of Kneedle: Satopää, Albrecht, Irwin and Raghavan, 2011, without smoothing); less than 0.1 is no knee, nor is there one where the figure varies by less than 5%.";

/**
 * The knee of a curve; null when it is nearly straight, or has less than three points.
 * @param xs ascending
 * @param ys null where there is no value: those points are passed over
 */
export function kneeOf(xs: readonly number[], ys: readonly (number | null)[]): Knee | null {
  const points = ys.flatMap((y, index) => (y === null ? [] : [{ index, x: xs[index] ?? 0, y }]));
  const first = points[0];
  const last = points.at(-1);
  if (points.length < 3 || first === undefined || last === undefined || last.x === first.x) return null;
  const low = Math.min(...points.map(({ y }) => y));
  const high = Math.max(...points.map(({ y }) => y));
  if (high - low <= VARIES * Math.max(Math.abs(high), Math.abs(low))) return null;
  const scaled = (y: number) => (y - low) / (high - low);
  const slope = scaled(last.y) - scaled(first.y);
  let knee: Knee | null = null;
  for (const { index, x, y } of points) {
    const along = (x - first.x) / (last.x - first.x);
    const distance = Math.abs(scaled(y) - scaled(first.y) - slope * along) / Math.hypot(1, slope);
    if (distance >= NOTICEABLE && distance > (knee?.distance ?? 0)) knee = { index, distance };
  }
  return knee;
}
