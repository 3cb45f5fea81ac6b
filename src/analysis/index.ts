/** What a result means, and what a scenario must come to: pure sums over documents and results. */
export { type CapacitySum, capacitySum, type Waits } from "./capacity.ts";
export { type AnySamples, type Bottleneck, type Overload, overloadOf } from "./overload.ts";
export { CHART_POINTS, type Column, everyNth, pickSamples, rates, utilizations, valueAt } from "./series.ts";
export type { StationCapacity } from "./stations.ts";
export { type Verdict, verdictsOf } from "./verdicts.ts";
