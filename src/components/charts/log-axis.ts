import { formatFigure, formatInteger, type Unit } from "../../model/index.ts";
import type { Axis } from "../../report/svg/axis.ts";

/** A logarithmic axis from one power of ten to another, around what must fit; every power is marked, or every second or third of many. */
export function logAxisOf(low: number, high: number, unit: Unit): Axis & { readonly min: number } {
  const first = Math.floor(Math.log10(low) + 1e-9);
  const last = Math.max(first + 1, Math.ceil(Math.log10(high) - 1e-9));
  const every = Math.ceil((last - first) / 6);
  const ticks = [];
  for (let power = first; power <= last; power += every) {
    const value = 10 ** power;
    ticks.push({ value, label: labelOf(value, unit) });
  }
  return { min: 10 ** first, max: 10 ** last, ticks };
}

const THOUSANDS = ["", " k", " M", " G", " T"];

/** Powers of ten, short enough for an axis. */
function labelOf(value: number, unit: Unit): string {
  if (unit === "seconds" && value >= 1000) return `${formatInteger(value)} s`;
  if ((unit === "count" || unit === "perSecond") && value >= 1) {
    const power = Math.min(Math.floor(Math.log10(value) / 3 + 1e-9), THOUSANDS.length - 1);
    return `${Math.round(value / 1000 ** power)}${THOUSANDS[power]}`;
  }
  return formatFigure(value, unit);
}
