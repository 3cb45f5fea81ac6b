/** Reading sizes and shares. */
import { type Parsed, parseQuantity, type Scale } from "./quantity.ts";

const BYTES: ReadonlyMap<string, Scale> = new Map(
  [
    ["B", 0],
    ["kB", 3],
    ["KB", 3],
    ["MB", 6],
    ["GB", 9],
    ["TB", 12],
    ["PB", 15],
  ].map(([unit, shift]) => [String(unit), { factor: 1, shift: Number(shift) }]),
);
const PERCENT: ReadonlyMap<string, Scale> = new Map([["%", { factor: 1, shift: -2 }]]);

/** Reads a size in decimal units, "2 kB" or "5.4 GB", into bytes. */
export function parseBytes(text: string): Parsed {
  const read = parseQuantity(text, BYTES, "B, kB, MB or GB");
  return read.ok && read.value < 0 ? { ok: false, message: "must not be negative" } : read;
}

/** Reads "99.95%" into 0.9995. */
export function parsePercent(text: string): Parsed {
  return parseQuantity(text, PERCENT, "%");
}
