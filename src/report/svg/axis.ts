import type { Unit } from "../../model/index.ts";

/** A scale from 0 to `max`, with the values to mark on it. */
export interface Axis {
  readonly max: number;
  readonly ticks: readonly { readonly value: number; readonly label: string }[];
}

interface Scale {
  readonly suffix: string;
  /** How much of the base unit one of these is. */
  readonly size: number;
}

const TIMES: readonly Scale[] = [
  { suffix: "ns", size: 1e-9 },
  { suffix: "µs", size: 1e-6 },
  { suffix: "ms", size: 1e-3 },
  { suffix: "s", size: 1 },
  { suffix: "min", size: 60 },
  { suffix: "h", size: 3600 },
  { suffix: "d", size: 86_400 },
];
const COUNTS: readonly Scale[] = ["", "k", "M", "G", "T"].map((suffix, power) => ({ suffix, size: 1000 ** power }));
const BYTES: readonly Scale[] = COUNTS.map(({ suffix, size }) => ({ suffix: `${suffix}B`, size }));

/** Multiples at which a scale of sixties is easily read. */
const SIXTIES: readonly number[] = [1, 2, 5, 10, 15, 30, 60, 120];

/**
 * An axis that ends at a round number.
 * @param largest what must fit on it
 * @param count about how many intervals it should have
 */
export function axisOf(largest: number, unit: Unit, count: number): Axis {
  const max = largest > 0 && Number.isFinite(largest) ? largest : 1;
  const { step, scale } = stepOf(max, unit, count);
  const last = Math.ceil(max / step - 1e-9);
  return { max: last * step, ticks: ticksTo(last, step, scale, unit) };
}

/** An axis that ends exactly at `end`, as time does. */
export function timeAxisOf(end: number, count: number): Axis {
  const max = end > 0 && Number.isFinite(end) ? end : 1;
  const { step, scale } = stepOf(max, "seconds", count);
  return { max, ticks: ticksTo(Math.floor(max / step + 1e-9), step, scale, "seconds") };
}

function ticksTo(last: number, step: number, { suffix, size }: Scale, unit: Unit): Axis["ticks"] {
  const decimals = Math.min(15, Math.max(0, -Math.floor(Math.log10(step / size) + 1e-9) + 1));
  return Array.from({ length: last + 1 }, (_, k) => {
    const number = Number(((k * step) / size).toFixed(decimals));
    const space = suffix === "" || unit === "ratio" ? "" : " ";
    return { value: k * step, label: k === 0 ? "0" : `${number}${space}${suffix}` };
  });
}

function stepOf(max: number, unit: Unit, count: number): { readonly step: number; readonly scale: Scale } {
  const scale = scaleOf(max, unit);
  const wanted = max / scale.size / count;
  if (scale.suffix === "min" || (scale.suffix === "s" && wanted > 1)) {
    const nice = SIXTIES.find((each) => each >= wanted);
    if (nice !== undefined) return { step: nice * scale.size, scale };
  }
  const power = 10 ** Math.floor(Math.log10(wanted));
  const nice = [1, 2, 2.5, 5, 10].find((each) => each * power >= wanted * (1 - 1e-9)) ?? 10;
  return { step: nice * power * scale.size, scale };
}

function scaleOf(max: number, unit: Unit): Scale {
  if (unit === "ratio") return { suffix: "%", size: 0.01 };
  if (unit === "money") return largest(COUNTS, max / 100, 100);
  // Seconds stay seconds up to ten minutes: they are what latencies are compared in.
  if (unit === "seconds") return largest(TIMES, max <= 600 ? Math.min(max, 59) : max, 1);
  return largest(unit === "bytes" ? BYTES : COUNTS, max, 1);
}

/** The largest scale that fits into `max`, in units of `base`. */
function largest(scales: readonly Scale[], max: number, base: number): Scale {
  const found = scales.findLast(({ size }) => size <= max * (1 + 1e-9)) ?? scales[0];
  return { suffix: found?.suffix ?? "", size: (found?.size ?? 1) * base };
}
