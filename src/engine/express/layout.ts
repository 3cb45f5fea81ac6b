/*
 * Where the core (core/) keeps what the engine reads and writes, as indices: of doubles from the start of a structure, or of
 * 32-bit integers where it says so. The order is that of the classes there.
 */

/** Numbers the fields of a structure in their order. */
function numbered<const Names extends readonly string[]>(names: Names): { readonly [Name in Names[number]]: number } {
  return Object.fromEntries(names.map((name, index) => [name, index])) as { [Name in Names[number]]: number };
}

export const State = numbered([
  "clock",
  "arrived",
  "submitted",
  "accepted",
  "rejected",
  "completed",
  "failed",
  "captured",
  "refunded",
  "completedValue",
  "completedNet",
  "available",
  "held",
  "sold",
  "stock",
  "sojourns",
  "backlogPeak",
  "backlogPeakAt",
  "backlogDrainedAt",
  "oversoldUnits",
  "leakedHolds",
  "chargedWithoutOrder",
  "shippedWithoutPayment",
  "limited",
  "answered",
  "queueRefused",
  "taken",
  "ended",
  "told",
  "toldSum",
  "toldMax",
  "events",
  "sequence",
]);
/** Integers: the first half of the digest; the other one follows. */
export const DIGEST = 2 * (State.sequence + 1);

/** The breaches that it counts. When one happens for the first time, it is named by its place here, counted from 1. */
export const BREACHES = ["oversoldUnits", "leakedHolds", "chargedWithoutOrder", "shippedWithoutPayment"] as const;

/** What a timeline shows of the state, */
const SAMPLED = [
  ...(["arrived", "submitted", "accepted", "rejected", "completed", "failed", "captured", "refunded"] as const),
  ...(["completedValue", "available", "held", "sold", "limited", "queueRefused", "taken", "ended"] as const),
  ...BREACHES,
];
export const SAMPLED_STATE: readonly number[] = SAMPLED.map((name) => State[name]);

/** Levels: orders in the system, messages in the queue, busy workers. */
export const LEVEL_DOUBLES = 4;
export const IN_SYSTEM = 0;
export const READY = 1;
export const CREW = 2;
/** of each level (value, area and the instant of the last change), */
export const SAMPLED_LEVEL: readonly number[] = [0, 2, 3];

export const Settings = numbered([
  "horizon",
  "warmUp",
  "deadline",
  "workers",
  "capacity",
  "backPressureDepth",
  "idealRate",
  "ttl",
  "updateTime",
  "holdsFromClick",
  "afterExpiry",
  "expectsPayment",
  "isStraight",
  "isLimited",
  "isPassage",
]);

/** What becomes of a confirmation whose hold has lapsed. */
export const AFTER_EXPIRY = { fail: 0, takeAgain: 1, confirmAnyway: 2 } as const;

export const Way = numbered(["first", "second", "third"]);
/** An integer. */
export const WAY_IS_IMMEDIATE = 6;

export const Task = numbered(["mean", "failing"]);
export const TaskInteger = { station: 4, effect: 5, isExponential: 6, key0: 7, key1: 8, luck0: 9, luck1: 10 } as const;

/** What a task does, by the name of its operation. */
export const EFFECTS: Readonly<Record<string, number>> = {
  reserve: 1,
  confirm: 2,
  release: 3,
  restock: 4,
  charge: 5,
  refund: 6,
  create: 7,
  cancel: 8,
  send: 9,
};

/** Integers. */
export const Step = numbered(["isBestEffort", "hasCompensation", "critical"]);

export const Source = numbered(["nextTime", "orders", "turnedAway"]);
/** of a source, */
export const SAMPLED_SOURCE: readonly number[] = [Source.orders, Source.turnedAway];
/** Integers: where the block of clicks is, the ways, and the ramp. */
export const SourceInteger = { block: 10, there: 14, back: 15, backFromQueue: 16, ramp: 17 } as const;
export const SOURCE_DOUBLES = 16;
/** Doubles in a block of clicks. */
export const BLOCK = 512;

export const Ramp = numbered(["mark", "start", "rate", "reached"]);
export const RampInteger = { isPoisson: 8, key0: 9, key1: 10, stage: 12 } as const;
export const Stage = numbered(["target", "duration"]);
export const STAGE_DOUBLES = 2;

/** The level of a station's busy servers, that of its waiting room, and */
export const Station = numbered([
  ...(["busy", "busyPeak", "busyArea", "busySince"] as const),
  ...(["queue", "queuePeak", "queueArea", "queueSince"] as const),
  ...(["waited", "served", "servers", "room", "completed", "finished", "started", "refused"] as const),
]);
/** and of a station. */
export const SAMPLED_STATION: readonly number[] = [...SAMPLED_LEVEL, Station.queue, Station.completed, Station.refused];

export const TimelineDouble = numbered(["interval", "due"]);
export const TimelineInteger = { count: 4, samples: 5, figures: 6 } as const;

/** Of completed orders, of positive answers, and of refusals. */
export const METER_DOUBLES = 8;
export const COMPLETION = 0;
export const ACCEPTANCE = 1;
export const REFUSAL = 2;
export const MeterDouble = numbered(["longest", "longestAt", "width"]);
export const MeterInteger = { whole: 10, windows: 11, used: 12, longestOrder: 15 } as const;

export const HistogramDouble = numbered(["count", "sum", "max", "zeros"]);
/** Integers: the first octave; and of that, the number, the next one, and the counters. */
export const HISTOGRAM_FIRST = 8;
export const OctaveInteger = { number: 0, next: 1, counters: 2 } as const;

/** Failures, by kind: the outcomes, which are below these two. */
export const REJECTED = 30;
export const FAILED = 31;
export const FAILURE_DOUBLES = 3;
export const Failure = numbered(["count", "time"]);
export const FAILURE_NUMBER = 4;

/** Of a token: the number of its order; an integer. */
export const TOKEN_NUMBER = 10;
