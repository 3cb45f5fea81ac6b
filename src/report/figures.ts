/** Cells that show a figure of the result. */
import { figureOf, formatFigure, formatInteger, type RunResult, readFigure, type Unit } from "../model/index.ts";
import type { Cell, Tone } from "./content.ts";

/** The figure at a path, written in three digits or so: for what is read at a glance. */
export function figure(result: RunResult, path: string, tone?: Tone): Cell {
  return valueCell(path, readFigure(result, path), formatFigure(readFigure(result, path), unitOf(path)), tone);
}

/** The figure at a path; a whole number is written in full: for tables. */
export function exactFigure(result: RunResult, path: string, tone?: Tone): Cell {
  const value = readFigure(result, path);
  return valueCell(path, value, exactText(value, unitOf(path)), tone);
}

/** A number that stands at a path the catalogue of figures does not list. */
export function valueCell(path: string, value: number | null, text: string, tone?: Tone): Cell {
  return { text, figure: { path, value }, ...(tone !== undefined && { tone }) };
}

/** A value in its unit; counts and money in full. */
export function exactText(value: number | null, unit: Unit): string {
  if (value === null || !Number.isInteger(value)) return formatFigure(value, unit);
  if (unit === "count") return formatInteger(value);
  return unit === "money" ? exactMoney(value) : formatFigure(value, unit);
}

function exactMoney(minor: number): string {
  const size = Math.abs(minor);
  const cents = String(size % 100).padStart(2, "0");
  return `${minor < 0 ? "-" : ""}${formatInteger(Math.floor(size / 100))}.${cents}`;
}

/** The unit of a figure; a count when nothing knows it. */
export function unitOf(path: string): Unit {
  return figureOf(path)?.unit ?? "count";
}
