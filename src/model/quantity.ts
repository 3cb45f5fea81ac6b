/** What reading a quantity gives: the number in its base unit, or a sentence that says what is wrong. */
export type Parsed = { readonly ok: true; readonly value: number } | { readonly ok: false; readonly message: string };

/** The base units a figure can have: seconds, bytes, minor units of money, orders or units, a share of one, a rate per second. */
export type Unit = "seconds" | "bytes" | "money" | "count" | "ratio" | "perSecond";

/** A unit as written in a document: the number is multiplied by `factor`, then by ten to the power `shift`. */
export interface Scale {
  readonly factor: number;
  readonly shift: number;
}

/** A number, then a unit: "1.5 s", "20us", "1e3 MB". */
const QUANTITY = /^([+-]?(?:\d+\.?\d*|\.\d+))(?:e([+-]?\d{1,3}))?\s*([^\d\s.+-]*)$/i;

/**
 * Reads a number with a unit. Powers of ten are applied to the digits, not to the value, so "0.1ms" is the double nearest to 0.0001.
 * @param units the units allowed, the first few of which `advice` names
 */
export function parseQuantity(text: string, units: ReadonlyMap<string, Scale>, advice: string): Parsed {
  const match = QUANTITY.exec(text.trim());
  if (match === null)
    return { ok: false, message: `cannot read ${quote(text)}: write a number and a unit (${advice})` };
  const [, digits = "", exponent = "0", unit = ""] = match;
  if (unit === "" && !units.has("")) return { ok: false, message: `needs a unit: ${advice}` };
  const scale = units.get(unit);
  if (scale === undefined) return { ok: false, message: `unknown unit ${quote(unit)}: use ${advice}` };
  const value = Number(`${digits}e${Number(exponent) + scale.shift}`) * scale.factor;
  return Number.isFinite(value) ? { ok: true, value } : { ok: false, message: "is too large" };
}

/** Text in quotes, cut short, for a message. */
export function quote(text: string): string {
  return JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text);
}
