/** The steady state from one long run that starts far from it: MSER-5 says what to leave out, batch means how sure the rest is. */
import { md1, mm1 } from "../formulas.ts";
import { type System, system } from "../row.ts";
import { type Alone, waitsOf } from "../station.ts";
import { batchMeans, mser5 } from "../steady.ts";

export interface LongRun {
  readonly load: number;
  readonly seconds: number;
  readonly alone: Alone;
}

/** One server that begins with 2,000 customers in front of it. */
export const CROWDED: LongRun = {
  load: 0.6,
  seconds: 12_000_000,
  alone: { servers: 1, time: { type: "exponential", mean: 1 }, crowd: 2000 },
};

const CONSTANT: LongRun = {
  load: 0.6,
  seconds: 5_000_000,
  alone: { servers: 1, time: { type: "constant", value: 1 }, crowd: 500 },
};

/** The waits of all customers of a run, from the first on. */
export function waitsIn({ load, seconds, alone }: LongRun): Float64Array {
  return waitsOf({ rate: load, warmUp: 0, seconds }, alone, 1);
}

function steady(name: string, long: LongRun, theory: number): System {
  return system({
    name,
    how: `One run, seed 1, that begins with ${long.alone.crowd} in the line. Its warm-up is cut off by MSER-5, and the rest cut into 40 batches, which stand for replications.`,
    see: () => {
      const waits = waitsIn(long);
      return batchMeans(waits.subarray(mser5(waits)));
    },
    rows: [{ figure: "mean wait, in mean services", of: (mean) => mean, theory }],
  });
}

export const STEADY: readonly System[] = [
  steady("M/M/1 at 60 %, one long run", CROWDED, mm1(0.6, 1).wait),
  steady("M/D/1 at 60 %, one long run", CONSTANT, md1(0.6, 1).wait),
];
