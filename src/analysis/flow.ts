/** Flows of orders as rates that move in straight lines: what stages and counts describe, added up and inverted exactly. */
import type { ComponentOf } from "../model/index.ts";

/** A stretch of time in which the rate moves in a straight line. */
export interface Leg {
  readonly start: number;
  readonly end: number;
  /** Orders a second at the start and at the end. */
  readonly from: number;
  readonly to: number;
}

/** Legs one after the other, without overlap; between them the rate is 0. */
export type Flow = readonly Leg[];

/** The rate at which a source sends orders. */
export function arrivalsOf(source: ComponentOf<"shoppers">): Flow {
  const { arrivals } = source.config;
  if (arrivals.process === "counts") {
    const { interval, counts } = arrivals;
    return counts.map((count, i) => {
      const rate = count / interval;
      return { start: i * interval, end: (i + 1) * interval, from: rate, to: rate };
    });
  }
  const legs: Leg[] = [];
  let start = 0;
  let from = arrivals.startRate;
  for (const { target, duration } of arrivals.stages) {
    if (duration > 0) legs.push({ start, end: start + duration, from, to: target });
    start += duration;
    from = target;
  }
  return legs;
}

/** Orders in a flow altogether. */
export function totalOf(flow: Flow): number {
  return flow.reduce((sum, { start, end, from, to }) => sum + ((from + to) / 2) * (end - start), 0);
}

/** The highest rate of a flow. */
export function peakRateOf(flow: Flow): number {
  return flow.reduce((peak, { from, to }) => Math.max(peak, from, to), 0);
}

/** The instant after which nothing arrives. */
export function endOf(flow: Flow): number {
  return flow.reduce((last, { end, from, to }) => (from > 0 || to > 0 ? end : last), 0);
}

/** Several flows as one. */
export function sumOf(flows: readonly Flow[]): Flow {
  const [only, ...others] = flows;
  if (only === undefined || others.length === 0) return only ?? [];
  const instants = new Set(flows.flatMap((flow) => flow.flatMap(({ start, end }) => [start, end])));
  const cuts = [...instants].sort((a, b) => a - b);
  const cursors = flows.map(() => 0);
  const legs: Leg[] = [];
  for (let i = 1; i < cuts.length; i++) {
    const start = cuts[i - 1] ?? 0;
    const end = cuts[i] ?? start;
    let from = 0;
    let to = 0;
    flows.forEach((flow, which) => {
      let at = cursors[which] ?? 0;
      while (at < flow.length && (flow[at]?.end ?? 0) <= start) at++;
      cursors[which] = at;
      const leg = flow[at];
      if (leg === undefined || leg.start > start) return;
      from += rateAt(leg, start);
      to += rateAt(leg, end);
    });
    legs.push({ start, end, from, to });
  }
  return legs;
}

function rateAt({ start, end, from, to }: Leg, time: number): number {
  return from + ((to - from) * (time - start)) / (end - start);
}

/**
 * The instants at which a flow has brought each of the given numbers of orders.
 * @param numbers ascending, none above the flow's total
 */
export function instantsOf(flow: Flow, numbers: readonly number[]): number[] {
  let before = 0;
  let at = 0;
  let last = 0;
  return numbers.map((number) => {
    for (let leg = flow[at]; leg !== undefined; leg = flow[++at]) {
      const size = ((leg.from + leg.to) / 2) * (leg.end - leg.start);
      if (before + size >= number) {
        last = leg.start + timeTo(number - before, leg.from, (leg.to - leg.from) / (leg.end - leg.start));
        return Math.min(last, leg.end);
      }
      before += size;
      if (size > 0) last = leg.end;
    }
    return last;
  });
}

/**
 * How many orders a flow has brought by each of the given instants.
 * @param instants ascending
 */
export function countsAt(flow: Flow, instants: readonly number[]): number[] {
  let before = 0;
  let at = 0;
  return instants.map((instant) => {
    for (let leg = flow[at]; leg !== undefined && leg.end <= instant; leg = flow[++at]) {
      before += ((leg.from + leg.to) / 2) * (leg.end - leg.start);
    }
    const leg = flow[at];
    if (leg === undefined || leg.start >= instant) return before;
    return before + ((leg.from + rateAt(leg, instant)) / 2) * (instant - leg.start);
  });
}

/**
 * The time a rate that starts at `rate` and changes by `slope` a second takes to add up to `amount`; infinite when it never does.
 * A rate that starts below 0 goes the other way first, and comes back.
 */
export function timeTo(amount: number, rate: number, slope: number): number {
  if (amount === Number.POSITIVE_INFINITY) return amount;
  const square = rate * rate + 2 * slope * amount;
  if (square < 0) return Number.POSITIVE_INFINITY;
  const root = Math.sqrt(square);
  // Two forms of the same root: each subtracts nothing from nearly the same.
  if (rate < 0) return slope > 0 ? (root - rate) / slope : Number.POSITIVE_INFINITY;
  return rate + root > 0 ? (2 * amount) / (rate + root) : Number.POSITIVE_INFINITY;
}
