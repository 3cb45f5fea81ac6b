import { choice, count, duration, nullable, number, toggle } from "../fields.ts";
import { formatCount } from "../format.ts";
import { defineKind, operationTimes } from "./kind.ts";
import { settleServers, stationFields } from "./station.ts";

const operations = {
  get: {
    label: "Get",
    help: "Answers from memory, or reads from the database behind and keeps what it reads.",
    time: "1ms",
  },
  invalidate: { label: "Invalidate", help: "Forgets the entry of the order's key.", time: "1ms" },
} as const;

export const cache = defineKind(
  {
    kind: "cache",
    label: "Cache",
    help: "Keeps what was read last in memory, in front of a database.",
    icon: "zap",
    role: "store",
    ports: { accepts: ["service"], calls: ["database"], callsExactly: 1 },
    operations,
    fields: {
      ...stationFields,
      operations: operationTimes(operations),
      keys: count({
        label: "Keys",
        help: "Different things that orders read; each order reads one.",
        min: 1,
        max: 1_000_000,
        default: 1000,
      }),
      skew: number({
        label: "Skew",
        help: "How much more popular the first keys are: the k-th is read in proportion to 1 / k to this power; 0 is evenly.",
        max: 5,
        step: 0.1,
        default: 1,
      }),
      capacity: nullable(
        count({
          label: "Capacity",
          help: "Entries it holds; a new one pushes out what was not read for longest.",
          min: 1,
          default: 100,
          unit: "entries",
        }),
        "unlimited",
      ),
      ttl: nullable(
        duration({ label: "Time to live", help: "An entry is read anew after this.", min: 1e-6, default: "60s" }),
        "never expires",
      ),
      start: choice({
        label: "At the start",
        help: "Empty, or filled with the most popular keys before the first order comes.",
        options: { cold: "Cold", preWarmed: "Pre-warmed" },
        default: "cold",
      }),
      coalescing: toggle({
        label: "Request coalescing",
        help: "Those who miss the same key at the same time share one read of the database.",
        default: true,
      }),
    },
  },
  settleServers,
  ({ keys, capacity, start }) => [
    capacity === null || capacity >= keys
      ? `${formatCount(keys)} keys`
      : `${formatCount(capacity)} of ${formatCount(keys)} keys`,
    start === "cold" ? "starts cold" : "pre-warmed",
  ],
);
