/** Writing quantities for people. Every number on the screen and in a report goes through one of these, whatever the language of the machine. */
import type { Unit } from "./quantity.ts";

const MINUTE = 60;
const HOUR = 3600;
const DAY = 86_400;

/** Seconds: "80 ms", "2.01 s", "534.6 s", then from 1000 s on "16 min 40 s", "2 h 5 min", "3 d 4 h". */
export function formatDuration(seconds: number): string {
  if (seconds < 0) return `-${formatDuration(-seconds)}`;
  if (seconds === 0) return "0 s";
  for (const [unit, perSecond] of [
    ["ns", 1e9],
    ["µs", 1e6],
    ["ms", 1e3],
  ] as const) {
    if (seconds * perSecond < 999.95) return `${short(seconds * perSecond)} ${unit}`;
  }
  if (seconds < 999.95) return `${short(seconds)} s`;
  if (seconds < HOUR - 0.5) return pair(seconds, MINUTE, "min", 1, "s");
  return seconds < DAY - 30 ? pair(seconds, HOUR, "h", MINUTE, "min") : pair(seconds, DAY, "d", HOUR, "h");
}

function pair(seconds: number, large: number, largeUnit: string, small: number, smallUnit: string): string {
  const whole = Math.round(seconds / small);
  const perLarge = large / small;
  const rest = whole % perLarge;
  const head = `${group(String(Math.floor(whole / perLarge)))} ${largeUnit}`;
  return rest === 0 ? head : `${head} ${rest} ${smallUnit}`;
}

/** Two decimals below 10, one from there on, without trailing zeros. */
function short(value: number): string {
  return String(Number(value.toFixed(value < 9.995 ? 2 : 1)));
}

/** A count or a mean of counts: "0.13", "45,000", "2.70 M", "1.20 G". */
export function formatCount(value: number): string {
  if (value < 0) return `-${formatCount(-value)}`;
  if (value >= 999_999.5) return scaled(value, 1000, ["", "k", "M", "G", "T"], " ");
  if (Number.isInteger(value) || value >= 999.5) return group(String(Math.round(value)));
  return value === 0 ? "0" : value < 0.001 ? value.toExponential(1) : String(Number(value.toPrecision(3)));
}

/** A whole number in full: "2,700,000". */
export function formatInteger(value: number): string {
  return value < 0 ? `-${formatInteger(-value)}` : group(String(Math.round(value)));
}

/** Bytes in decimal units, three digits: "512 B", "2.00 kB", "5.40 GB". */
export function formatBytes(bytes: number): string {
  if (bytes < 0) return `-${formatBytes(-bytes)}`;
  return bytes < 999.5 ? `${Math.round(bytes)} B` : scaled(bytes, 1000, ["B", "kB", "MB", "GB", "TB", "PB"], " ");
}

/** A rate: "5,000/s". */
export function formatRate(perSecond: number): string {
  return `${formatCount(perSecond)}/s`;
}

/** A share of one: "82.3%", "99.95%". Only what is exactly 0 or 1 reads "0%" or "100%". */
export function formatPercent(ratio: number): string {
  if (ratio === 0 || ratio === 1) return `${ratio * 100}%`;
  for (let decimals = 1; decimals < 6; decimals += 1) {
    const text = (ratio * 100).toFixed(decimals);
    if (Number(text) !== 0 && Number(text) !== 100) return `${Number(text)}%`;
  }
  return ratio > 0.5 ? ">99.99999%" : "<0.00001%";
}

/** How far a value is from what was expected of it: "+1.2%", "−0.5%"; a dash when there is nothing to compare. */
export function formatDifference(expected: number | null, actual: number | null): string {
  if (expected === null || actual === null) return "–";
  if (expected === actual) return "0%";
  if (expected === 0) return "–";
  const off = actual / expected - 1;
  return `${off < 0 ? "−" : "+"}${formatPercent(Math.abs(off))}`;
}

/** Money in minor units, without a currency: "100.00", "30.0 M". */
export function formatMoney(minor: number): string {
  if (minor < 0) return `-${formatMoney(-minor)}`;
  if (minor >= 99_999_950) return scaled(minor / 100, 1000, ["", "k", "M", "G", "T"], " ");
  const cents = Math.round(minor);
  return `${group(String(Math.floor(cents / 100)))}.${String(cents % 100).padStart(2, "0")}`;
}

const WRITERS: Readonly<Record<Unit, (value: number) => string>> = {
  seconds: formatDuration,
  bytes: formatBytes,
  money: formatMoney,
  count: formatCount,
  ratio: formatPercent,
  perSecond: formatRate,
};

/** A figure in its unit; a dash when there is none. */
export function formatFigure(value: number | null, unit: Unit): string {
  return value === null || !Number.isFinite(value) ? "–" : WRITERS[unit](value);
}

/** Three digits in the largest unit that keeps the number at 1 or more. */
function scaled(value: number, base: number, units: readonly string[], space: string): string {
  let power = 0;
  let rest = value;
  while (rest >= base * 0.9995 && power < units.length - 1) {
    rest /= base;
    power += 1;
  }
  const digits = rest >= 999.5 ? group(String(Math.round(rest))) : rest.toPrecision(3);
  return `${digits}${space}${units[power] ?? ""}`.trim();
}

/** Commas between thousands. */
function group(digits: string): string {
  return digits.replace(/\B(?=(\d{3})+$)/g, ",");
}
