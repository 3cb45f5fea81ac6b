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

/** Levels: orders in the system, messages in the queue, busy workers. */
export const LEVEL_DOUBLES = 4;
export const IN_SYSTEM = 0;
export const READY = 1;
export const CREW = 2;

export const Settings = numbered([
  "horizon",
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
/** Integers: where the block of clicks is, and the ways. */
export const SourceInteger = { block: 10, there: 14, back: 15, backFromQueue: 16 } as const;
export const SOURCE_DOUBLES = 16;
/** Doubles in a block of clicks. */
export const BLOCK = 512;

/** The level of a station's busy servers, that of its waiting room, and */
export const Station = numbered([
  ...(["busy", "busyPeak", "busyArea", "busySince"] as const),
  ...(["queue", "queuePeak", "queueArea", "queueSince"] as const),
  ...(["waited", "served", "servers", "room", "completed", "finished", "started", "refused"] as const),
]);

export const STATION_DOUBLES = 24;

/** Of a meter's columns: seconds, instants (both doubles) and numbers (integers). */
export const SAMPLES = 512;

/** Of a token: the number of its order; an integer. */
export const TOKEN_NUMBER = 10;
