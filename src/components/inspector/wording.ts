/** How the values of fields are written in inputs, and read from them. */
import { durationText, type FieldMeta } from "../../model/index.ts";
import type { Wording } from "./use-typing.ts";

const nothing = (text: string) => text.trim() === "";

/** A number with commas or spaces between thousands, or the text itself, for the schema to complain about. */
function toNumber(text: string, shift = 0): number | string | undefined {
  if (nothing(text)) return undefined;
  const digits = text.trim().replace(/(?<=\d)[,_ ](?=\d{3}(?!\d))/g, "");
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(digits)) return text.trim();
  const [mantissa, exponent = "0"] = digits.toLowerCase().split("e");
  return Number(`${mantissa}e${Number(exponent) + shift}`);
}

function grouped(value: number): string {
  const text = String(value);
  return Number.isInteger(value) && Math.abs(value) < 1e15 ? text.replace(/\B(?=(\d{3})+$)/g, ",") : text;
}

/** The number moved by powers of ten, without the dust that multiplying leaves. */
function shifted(value: number, shift: number): string {
  return String(Number(`${Number(value.toPrecision(15))}e${shift}`));
}

const number: Wording = {
  show: (value) => (typeof value === "number" ? grouped(value) : ""),
  parse: (text) => toNumber(text),
};

const percent: Wording = {
  show: (value) => (typeof value === "number" ? shifted(value, 2) : ""),
  parse: (text) => toNumber(text.replace(/%\s*$/, ""), -2),
};

const money: Wording = {
  show: (value) => (typeof value === "number" ? (value / 100).toFixed(2) : ""),
  parse: (text) => toNumber(text, 2),
};

export const duration: Wording = {
  show: (value) => (typeof value === "number" ? durationText(value) : typeof value === "string" ? value : ""),
  parse: (text) => (nothing(text) ? undefined : text.trim()),
};

export const words: Wording = {
  show: (value) => (typeof value === "string" ? value : ""),
  parse: (text) => (nothing(text) ? undefined : text.trim()),
};

/** A list of one-word values, separated by commas or new lines. */
export function listOf(item: Wording): Wording {
  return {
    show: (value) => (Array.isArray(value) ? value.map(item.show).join(", ") : ""),
    parse: (text) =>
      nothing(text)
        ? undefined
        : text
            .split(/,\s+|[\s;]+|,(?!\d{3}(?!\d))/)
            .filter((word) => word !== "")
            .map(item.parse),
  };
}

const plainNumber: Wording = { show: (value) => String(value), parse: (text) => toNumber(text) };
export const numbers = listOf(plainNumber);
export const durations = listOf(duration);

/** How a field of that type is written and read; undefined when it is not typed. */
export function wordingOf({ type }: FieldMeta): Wording | undefined {
  switch (type) {
    case "count":
    case "number":
      return number;
    case "probability":
      return percent;
    case "money":
      return money;
    case "duration":
      return duration;
    case "text":
    case "identifier":
      return words;
    default:
      return undefined;
  }
}

/** The unit shown behind an input. */
export function unitOf(meta: FieldMeta): string | undefined {
  if (meta.type === "probability") return "%";
  return meta.type === "count" || meta.type === "number" ? meta.unit : undefined;
}
