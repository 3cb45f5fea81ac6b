/** The result of a run. Times in seconds, sizes in bytes, money in minor units, utilization 0 to 1; absent is null, never NaN. */
import type { Unit } from "./quantity.ts";

export interface RunResult {
  readonly scenario: { readonly name: string; readonly digest: string };
  readonly run: RunFacts;
  readonly orders: OrderCounts;
  readonly availability: Availability;
  readonly backlog: Backlog;
  readonly latency: {
    readonly acceptance: LatencySummary;
    readonly completion: LatencySummary;
    readonly refusal: LatencySummary;
  };
  readonly ledger: Ledger;
  /** For each violation that has happened, one order that shows it. */
  readonly examples: Readonly<Partial<Record<ViolationKey, Example>>>;
  /** For figures that a single order can show, by their paths: an order that does. */
  readonly shownBy: Readonly<Partial<Record<ShownFigure, Example>>>;
  /** Orders that had begun and whose driver died, until another one had them or the same one was back. */
  readonly undriven: Undriven;
  /** How many orders failed, by reason. */
  readonly failures: Readonly<Record<string, number>>;
  readonly components: Readonly<Record<string, ComponentResult>>;
  /** How shoppers learn the ends of their orders; only where that is modelled. */
  readonly status?: StatusResult;
  readonly goals: readonly GoalVerdict[];
  /** What arithmetic says of the document, beside what the run gave; left out where only the run is wanted. */
  readonly oracle?: Oracle;
  /** How it went, sampled; left out where only the figures are wanted. */
  readonly timeline?: Timeline;
}

/** Predictions from the document alone, each beside what was simulated. */
export interface Oracle {
  /** Ids of components. */
  readonly bottleneck: {
    readonly predicted: string | null;
    readonly simulated: string | null;
    readonly why: readonly string[];
  };
  readonly predictions: readonly Prediction[];
}

export interface Prediction {
  /** A dotted path into the result, or the name of a figure that only the oracle has. */
  readonly figure: string;
  readonly label: string;
  readonly unit: Unit;
  readonly predicted: number | null;
  readonly simulated: number | null;
  /** Why the two must differ, if they must; a sentence each. */
  readonly why: readonly string[];
}

export interface RunFacts {
  readonly seed: number;
  readonly ended: "drained" | "horizon" | "limit";
  readonly events: number;
  readonly simulatedSeconds: number;
  readonly wallSeconds: number;
  readonly peakMemoryBytes: number | null;
  /** Over the events and the result; equal wherever the same document runs with the same seed. */
  readonly digest: string;
  readonly engineVersion: string;
}

/** How far a run is. */
export interface RunProgress {
  readonly simulatedSeconds: number;
  readonly arrived: number;
  /** Orders that have ended, one way or another. */
  readonly finished: number;
  readonly events: number;
  readonly backlog: number;
}

/** `arrived` is the sum of rejected, completed, failed, stuck, lost and inFlight. */
export interface OrderCounts {
  readonly arrived: number;
  /** First tries and resubmissions. */
  readonly submitted: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly completed: number;
  readonly failed: number;
  readonly stuck: number;
  readonly lost: number;
  readonly inFlight: number;
}

/** How submissions were answered. */
export interface Availability {
  /** Positively, while the shopper was waiting. */
  readonly answered: number;
  /** Turned away with 429. */
  readonly rateLimited: number;
  /** Answered positively, of all submissions; null when there was none. */
  readonly ratio: number | null;
}

/** Ready messages over all order queues. */
export interface Backlog {
  readonly peak: number;
  readonly peakAt: number | null;
  readonly peakBytes: number;
  /** The first instant after the peak at which it is 0. */
  readonly drainedAt: number | null;
  /** Shoppers who were told how long it would take, because the queue was past its threshold. */
  readonly toldToWait: number;
  /** What they were told, in seconds. */
  readonly meanEstimate: number | null;
  readonly maxEstimate: number | null;
}

/** Times in seconds; what an order holds is blocked for as long. */
export interface Undriven {
  readonly orders: number;
  readonly mean: number | null;
  readonly longest: number | null;
}

export interface LatencySummary {
  readonly count: number;
  readonly mean: number | null;
  readonly p50: number | null;
  readonly p95: number | null;
  readonly p99: number | null;
  readonly max: number | null;
}

export interface StatusResult {
  /** Shoppers who have learned how their order ended. */
  readonly told: number;
  /** Shoppers who stopped polling before they knew. */
  readonly untold: number;
  /** From the end of the order until the shopper knew. */
  readonly staleness: LatencySummary;
  readonly polls: number;
  /** Polls a second, over the whole run. */
  readonly pollRate: number | null;
  /** WebSockets held open. */
  readonly connections: { readonly peak: number; readonly mean: number };
}

export interface Ledger {
  readonly units: { readonly stock: number; readonly available: number; readonly held: number; readonly sold: number };
  readonly money: { readonly captured: number; readonly refunded: number; readonly completedValue: number };
  readonly violations: Violations;
}

export type Violations = Readonly<Record<ViolationKey, number>>;
export type ViolationKey = keyof typeof VIOLATIONS;

/** Figures that a single order can show, beside violations: paths in the result, with what the order is called. */
export const SHOWN_FIGURES = {
  "orders.rejected": "First rejected",
  "orders.failed": "First failed",
  "orders.stuck": "First stuck",
  "orders.inFlight": "Oldest in flight at the end",
  "latency.acceptance.max": "Slowest to be accepted",
  "latency.completion.max": "Slowest to complete",
  "latency.refusal.max": "Slowest to be told no",
  "status.staleness.max": "Slowest to be told the end",
  "undriven.longest": "Longest without a driver",
  "ledger.money.refunded": "First refunded",
} as const;
export type ShownFigure = keyof typeof SHOWN_FIGURES | `failures.${string}`;

/** An order that shows something: its name, and when it could be seen. */
export interface Example {
  readonly order: string;
  readonly time: number;
}

/** What must never happen: the label and one sentence each. */
export const VIOLATIONS = {
  oversoldUnits: { label: "Oversold units", help: "More units were sold than there were; the largest excess seen." },
  doubleCharges: { label: "Double charges", help: "One click to buy was charged more than once." },
  chargedWithoutOrder: { label: "Charged without order", help: "Money was kept for an order that did not complete." },
  shippedWithoutPayment: { label: "Shipped without payment", help: "A parcel left although nothing was paid for it." },
  doubleShipments: { label: "Double shipments", help: "One click to buy was shipped more than once." },
  duplicateOrders: { label: "Duplicate orders", help: "One click to buy became more than one order." },
  leakedHolds: {
    label: "Leaked holds",
    help: "Units are still held, or were sold, for orders that have ended without buying them.",
  },
  lostOrders: { label: "Lost orders", help: "An order was accepted, and no record of it is left." },
  stuckSagas: { label: "Stuck sagas", help: "An order has not ended, and nothing is left that could move it on." },
} as const;

export interface ComponentResult {
  readonly kind: string;
  readonly completed: number;
  /** The integral of busy servers over that of live ones; null where servers are unlimited or there are none. */
  readonly utilization: number | null;
  readonly meanQueue: number | null;
  readonly peakQueue: number;
  readonly meanWait: number | null;
  readonly meanService: number | null;
  /** The most servers that lived at once; only where instances come and go. */
  readonly peakServers?: number;
  /** Of a gateway with a virtual waiting room: the most shoppers in it, which is the last position told, and their mean time in it. */
  readonly peakWaitingRoom?: number;
  readonly meanWaitingRoom?: number | null;
  /** Of a cache: what was answered from memory, of all that was asked for; null when nothing was. */
  readonly hitRatio?: number | null;
}

export interface GoalVerdict {
  readonly name: string;
  readonly figure: string;
  readonly target: number;
  /** Null when the run gave no such figure; the goal is then not met. */
  readonly actual: number | null;
  readonly met: boolean;
}

/** Of the whole run. Counters are cumulative, the rest is the value at the instant, and percentiles are over the interval that ends there. */
export const SERIES = [
  "arrived",
  "submitted",
  "accepted",
  "rejected",
  "completed",
  "failed",
  "stuck",
  "lost",
  "inFlight",
  "backlog",
  "unitsAvailable",
  "unitsHeld",
  "unitsSold",
  "moneyCaptured",
  "moneyRefunded",
  "completedValue",
  "violations",
  "acceptanceP50",
  "acceptanceP95",
  "acceptanceP99",
  "completionP50",
  "completionP95",
  "completionP99",
] as const;

/** Of one component. `completed` and `refused` are cumulative, `busyTime` and `serverTime` are integrals from 0, in server-seconds. */
export const COMPONENT_SERIES = ["queue", "busy", "servers", "completed", "refused", "busyTime", "serverTime"] as const;

export type SeriesName = (typeof SERIES)[number];
export type ComponentSeriesName = (typeof COMPONENT_SERIES)[number];

/** Columns of samples: every value is at the instant times[k], `interval` seconds apart. */
export interface Samples<Column, Times = Column> {
  readonly interval: number;
  readonly times: Times;
  readonly series: Readonly<Record<SeriesName, Column>>;
  readonly components: Readonly<Record<string, Readonly<Record<ComponentSeriesName, Column>>>>;
}

/** What the worker sends: an absent value is NaN. */
export type Frames = Samples<Float64Array>;

/** The same as JSON: an absent value is null. */
export type Timeline = Samples<readonly (number | null)[], readonly number[]>;
