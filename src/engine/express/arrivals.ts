import type { ComponentOf } from "../../model/index.ts";
import type { Purpose } from "../kernel/random.ts";
import type { Core } from "./core.ts";
import { Ramp, RampInteger, SourceInteger, STAGE_DOUBLES, Stage } from "./layout.ts";

type Arrivals = ComponentOf<"shoppers">["config"]["arrivals"];

/** The stages of the rate at which orders come, which the core goes through by itself; none where they are counted. */
export function stagesOf(arrivals: Arrivals): readonly { readonly target: number; readonly duration: number }[] {
  return arrivals.process === "counts" ? [] : arrivals.stages;
}

/** Tells the core how orders come at a source, by rank; `purpose` is what their luck is drawn for. */
export function writeArrivals(core: Core, rank: number, arrivals: Arrivals, purpose: Purpose): void {
  if (arrivals.process === "counts") return;
  const { doubles, ints } = core;
  const at = ints[(core.exports.sourceAt(rank) >> 2) + SourceInteger.ramp];
  const isPoisson = arrivals.process === "poisson";
  doubles[(at >> 3) + Ramp.mark] = isPoisson ? 0 : -0.5;
  doubles[(at >> 3) + Ramp.rate] = arrivals.startRate;
  ints[(at >> 2) + RampInteger.isPoisson] = isPoisson ? 1 : 0;
  ints[(at >> 2) + RampInteger.key0] = purpose.key0;
  ints[(at >> 2) + RampInteger.key1] = purpose.key1;
  const first = ints[(at >> 2) + RampInteger.stage] >> 3;
  arrivals.stages.forEach(({ target, duration }, index) => {
    doubles[first + index * STAGE_DOUBLES + Stage.target] = target;
    doubles[first + index * STAGE_DOUBLES + Stage.duration] = duration;
  });
}
