import { allocate } from "./memory.ts";

/* What the document says, in numbers. The engine writes it before the first event, and nobody changes it afterwards. */

/** Numbers of the whole checkout; Infinity for what has no limit. The engine knows this order. */
@unmanaged
class Settings {
  /** Nothing counts after this instant; durations that end before this one do not count; an order of this age is not begun any more; in seconds. */
  horizon: f64;
  warmUp: f64;
  deadline: f64;
  workers: f64;
  /** Of the queue. */
  capacity: f64;
  backPressureDepth: f64;
  /** Orders a second that the workers could do at best. */
  idealRate: f64;
  /** Of the item: how long a hold lasts, and an update of its count takes; in seconds. */
  ttl: f64;
  updateTime: f64;
  /** Whether holds end so long after the click. */
  holdsFromClick: f64;
  /** What becomes of a confirmation whose hold has lapsed; see effects.ts. */
  afterExpiry: f64;
  expectsPayment: f64;
  /** Whether nothing is between a click and the queue; whether the gateway has a limiter, and takes any time. */
  isStraight: f64;
  isLimited: f64;
  isPassage: f64;
}

export const settings: Settings = changetype<Settings>(memory.data(128, 64));

export function settingsAt(): usize {
  return changetype<usize>(settings);
}

/** Of a kind of event, by number: class times this, plus sequence, is the rank among events of one instant. */
export const CLASS_STEP: f64 = 281474976710656;
export const EXPIRY: f64 = 1;
export const DELIVERY: f64 = 3;

/** A constant delay, up to three added one after the other, in seconds. */
@unmanaged
export class Way {
  first: f64;
  second: f64;
  third: f64;
  /** Whether it takes no time, so that there need be no event. */
  isImmediate: i32;
}
export const WAY_BYTES: usize = 32;

/** A kind of work at a station. */
@unmanaged
export class Task {
  /** Mean of its exponential time, in seconds, and how likely it fails by luck. */
  mean: f64;
  failing: f64;
  /** Where its station is. */
  station: usize;
  /** What it does, see effects.ts. */
  effect: i32;
  isExponential: i32;
  /** Keys of the luck of its time, and of its failing. */
  key0: u32;
  key1: u32;
  luck0: u32;
  luck1: u32;
}
const TASK_BYTES: usize = 64;

/** A step of the saga. */
@unmanaged
export class Step {
  isBestEffort: i32;
  hasCompensation: i32;
  /** The first step from this one on that somebody waits for; -1 for none. One more row than there are steps. */
  critical: i32;
}
const STEP_BYTES: usize = 16;

/** Steps of the saga. */
export let steps: i32 = 0;
let tasks: usize = 0;
let stepRows: usize = 0;
let ways: usize = 0;
/** The gateway's task: after two for each step, the second of which undoes it. */
export let gatewayTask: i32 = 0;

/** Makes room for a saga of so many steps. */
export function prepare(sagaSteps: i32): void {
  steps = sagaSteps;
  gatewayTask = 2 * sagaSteps;
  tasks = allocate(((gatewayTask + 1) as usize) * TASK_BYTES);
  stepRows = allocate(((sagaSteps + 1) as usize) * STEP_BYTES);
  ways = allocate((wayToEnd(sagaSteps) as usize) * WAY_BYTES);
}

export function taskAt(task: i32): Task {
  return changetype<Task>(tasks + (task as usize) * TASK_BYTES);
}

export function stepAt(step: i32): Step {
  return changetype<Step>(stepRows + (step as usize) * STEP_BYTES);
}

export function wayAt(way: i32): Way {
  return changetype<Way>(ways + (way as usize) * WAY_BYTES);
}

/* The ways, by number: from the gateway to the queue, and from that to a worker; */
export const TO_QUEUE: i32 = 0;
export const TO_WORKER: i32 = 1;
const HOPS: i32 = 2;

/** from the answer of one step (-1: from the worker) over the log to the next; */
export function wayBetween(from: i32, to: i32): i32 {
  return HOPS + (from + 1) * steps + to;
}

/** to a step, with nothing to log; */
export function wayTo(step: i32): i32 {
  return HOPS + (steps + 1) * steps + step;
}

/** and from the answer of a step (-1: from the worker) to the end. */
export function wayToEnd(from: i32): i32 {
  return HOPS + (steps + 2) * steps + from + 1;
}
