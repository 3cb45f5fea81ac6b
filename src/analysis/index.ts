/** What a result means, and what a scenario must come to: pure sums over documents and results. */
export { type CapacitySum, capacitySum } from "./capacity.ts";
export { oracleOf } from "./oracle.ts";
export { overloadOf } from "./overload.ts";
export { type Column, everyNth, pickSamples, rates, utilizations, valueAt } from "./series.ts";
export { verdictsOf } from "./verdicts.ts";
