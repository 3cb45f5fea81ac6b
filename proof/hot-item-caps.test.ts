// What a hot item takes a second, measured where everybody wants it: one order at a time while its row is locked, and
// one update of its count at a time where the reservation is atomic.
import { describe, expect, it } from "vitest";
import { checkout } from "./checkout.ts";
import { run, seeded } from "./run.ts";
import { disagreement, REPLICATIONS } from "./theory/interval.ts";

const exponential = (seconds: number) => ({ exponential: { mean: seconds } });

/** Mean times, in seconds. */
const CHARGE = 0.1;
const CONFIRM = 0.03;
const RELEASE = 0.05;
/** From an answer to the next call: the way back, a log write, the way there. */
const HOP = 0.003;

interface Case {
  readonly name: string;
  /** Completed orders a second, by arithmetic. */
  readonly cap: number;
  readonly inventory: Record<string, unknown>;
  readonly shards?: number;
  readonly declineProbability?: number;
}

/** Orders that complete in each run, about: so many that the interval is sharp. */
const ORDERS = 3500;

/** Completions a second, in runs of different seeds, of half as many orders again as the item takes. */
function throughputs({ cap, inventory, declineProbability = 0, shards = 1 }: Case): number[] {
  const seconds = ORDERS / cap;
  const rate = 1.5 * cap;
  const document = checkout({
    shoppers: {
      arrivals: { process: "poisson", startRate: rate, stages: [{ target: rate, duration: seconds }] },
    },
    // Nothing else is short of anything.
    gateway: { servers: null },
    // Enough that a line is left at every shard, few enough that all soon have an order.
    orchestrator: { workers: 100 * shards },
    inventory: {
      servers: null,
      items: [{ id: "console", stock: 10_000_000 }],
      hold: { ttl: null },
      rowLocks: { timeout: null },
      operations: {
        reserve: exponential(0.08),
        confirm: exponential(CONFIRM),
        release: exponential(RELEASE),
      },
      shards,
      ...inventory,
    },
    payment: { servers: null, declineProbability, operations: { charge: exponential(CHARGE) } },
    shipping: { servers: null, failureProbability: 0 },
    notification: { servers: null },
    run: { until: seconds, limit: seconds },
  });
  return Array.from({ length: REPLICATIONS }, (_, n) => {
    const { frames, audit } = run(seeded(document, n + 1));
    expect(audit).toEqual([]);
    return completedPerSecond(frames());
  });
}

/** Completions a second once every worker has an order: the first quarter of the run is left out. */
function completedPerSecond({ times, series }: ReturnType<ReturnType<typeof run>["frames"]>): number {
  const from = times.findIndex((time) => time >= (times.at(-1) ?? 0) / 4);
  const to = times.length - 1;
  const completed = (at: number) => series.completed[at] ?? Number.NaN;
  return (completed(to) - completed(from)) / ((times[to] ?? 0) - (times[from] ?? 0));
}

/** From the lock to the confirmation: two hops, with the charge between them. */
const HELD = HOP + CHARGE + HOP + CONFIRM;
const HELD_IF_DECLINED = HOP + CHARGE + HOP + RELEASE;

const LOCKS: readonly Case[] = [
  { name: "held across the payment", cap: 1 / HELD, inventory: { control: "rowLocks" } },
  {
    name: "held across a payment that is declined for one in four, and then until the release",
    cap: 0.75 / (0.75 * HELD + 0.25 * HELD_IF_DECLINED),
    inventory: { control: "rowLocks" },
    declineProbability: 0.25,
  },
];

const UPDATE = 0.01;

const UPDATES: readonly Case[] = [
  { name: "one after the other", cap: 1 / UPDATE, inventory: { updateTime: UPDATE } },
  { name: "twice as long each", cap: 1 / (2 * UPDATE), inventory: { updateTime: 2 * UPDATE } },
  ...[2, 5].map((shards) => ({
    name: `on ${shards} shards`,
    cap: shards / UPDATE,
    shards,
    inventory: { updateTime: UPDATE },
  })),
  {
    // A reservation and, for one in four, a release: both change the count.
    name: "also those of releases",
    cap: 0.75 / (1.25 * UPDATE),
    inventory: { updateTime: UPDATE },
    declineProbability: 0.25,
  },
];

// Each row: 40 runs of fixed seeds, whose 99.9 % interval must contain the cap and be no wider than 1 % either way.
describe("a hot item takes", () => {
  it.each(LOCKS)("1 / (mean time its lock is held) orders a second: $name", (row) => {
    expect(disagreement(throughputs(row), row.cap)).toBeNull();
  });

  it.each(UPDATES)("1 / (update time) orders a second for each shard: updates $name", (row) => {
    expect(disagreement(throughputs(row), row.cap)).toBeNull();
  });
});
