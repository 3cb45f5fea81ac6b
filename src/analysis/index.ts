/** What a result means, and what a scenario must come to: pure sums over documents and results. */
export { type CapacitySum, capacitySum } from "./capacity.ts";
export type { Comparison, Replications, RunMark, Sweep } from "./experiments.ts";
export { KNEE_METHOD, kneeOf } from "./knee.ts";
export { oracleOf } from "./oracle.ts";
export { overloadOf } from "./overload.ts";
export { previewOf, wholeFrames, wholeResult } from "./preview.ts";
export {
  BANDS,
  type Band,
  bandOf,
  compared,
  type Replicated,
  replicated,
  type Strand,
} from "./replications.ts";
export { type Column, everyNth, pickSamples, rates, utilizations, valueAt } from "./series.ts";
export { CONFIDENCE, type Interval, intervalOf } from "./statistics.ts";
export { verdictsOf } from "./verdicts.ts";
