import { type Parsed, parseQuantity, type Scale } from "./quantity.ts";

/** The longest duration a document may state: 366 days, in seconds. */
export const LONGEST_DURATION = 366 * 86_400;

const UNITS: ReadonlyMap<string, Scale> = new Map([
  ["ns", { factor: 1, shift: -9 }],
  ["us", { factor: 1, shift: -6 }],
  ["µs", { factor: 1, shift: -6 }],
  ["μs", { factor: 1, shift: -6 }],
  ["ms", { factor: 1, shift: -3 }],
  ["s", { factor: 1, shift: 0 }],
  ["m", { factor: 60, shift: 0 }],
  ["min", { factor: 60, shift: 0 }],
  ["h", { factor: 3600, shift: 0 }],
  ["d", { factor: 86_400, shift: 0 }],
]);

/**
 * Reads a duration: a string with a unit ("250ms", "20us", "1.5s", "15m", "2h", "1d") or a number of seconds.
 * @returns seconds, finite and at least 0 and at most {@link LONGEST_DURATION}, or a sentence that says what is wrong
 */
export function parseDuration(input: string | number): Parsed {
  const read: Parsed =
    typeof input === "number" ? { ok: true, value: input } : parseQuantity(input, UNITS, "ms, s, m or h");
  if (!read.ok) return read;
  if (!Number.isFinite(read.value)) return { ok: false, message: "must be a finite number of seconds" };
  if (read.value < 0) return { ok: false, message: "must not be negative" };
  if (read.value > LONGEST_DURATION) return { ok: false, message: "must be at most 366d" };
  return { ok: true, value: read.value === 0 ? 0 : read.value };
}

/**
 * Writes seconds the way a document does, in the largest unit that needs no fraction ("15m", "250ms"), else in seconds.
 * Reading it back gives the same number, bit for bit.
 */
export function durationText(seconds: number): string {
  if (seconds === 0) return "0s";
  for (const [unit, size] of [
    ["d", 86_400],
    ["h", 3600],
    ["m", 60],
    ["s", 1],
  ] as const) {
    if (Number.isInteger(seconds / size)) return exactly(`${seconds / size}${unit}`, seconds);
  }
  for (const [unit, perSecond] of [
    ["ms", 1e3],
    ["us", 1e6],
  ] as const) {
    const rounded = Math.round(seconds * perSecond * 1e3) / 1e3;
    const text = `${rounded}${unit}`;
    if (seconds < 1 && rounded >= 1 && exactly(text, seconds) === text) return text;
  }
  return `${seconds}s`;
}

function exactly(text: string, seconds: number): string {
  const read = parseDuration(text);
  return read.ok && read.value === seconds ? text : `${seconds}s`;
}
