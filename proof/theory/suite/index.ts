import type { System } from "../row.ts";
import { DOCUMENTS, HEAVY_DOCUMENTS } from "./documents.ts";
import { HEAVY_NETWORKS, NETWORKS } from "./networks.ts";
import { HEAVY_STATIONS, STATIONS } from "./stations.ts";
import { STEADY } from "./steady.ts";
import { HEAVY_TRANSIENT, TRANSIENT } from "./transient.ts";

/** All of the proof: what every test run does, and what only the page has. */
export const SUITE: readonly System[] = [
  ...DOCUMENTS,
  ...STATIONS,
  ...NETWORKS,
  ...STEADY,
  ...TRANSIENT,
  ...HEAVY_DOCUMENTS,
  ...HEAVY_STATIONS,
  ...HEAVY_NETWORKS,
  ...HEAVY_TRANSIENT,
];
