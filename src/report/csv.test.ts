import { expect, test } from "vitest";
import { COMPONENT_SERIES, type Frames, SERIES } from "../model/index.ts";
import { timelineCsv } from "./csv.ts";
import { reportInput } from "./fixtures.ts";

/** Reads RFC 4180. */
function parse(csv: string): string[][] {
  const field = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/y;
  const rows: string[][] = [[]];
  while (field.lastIndex < csv.length) {
    const match = field.exec(csv);
    if (match === null) throw new Error(`not a field: ${csv.slice(-20)}`);
    rows[rows.length - 1].push(match[1]?.replaceAll('""', '"') ?? match[2]);
    if (match[3] === "\r\n") rows.push([]);
  }
  expect(rows.pop()).toEqual([]);
  return rows;
}

test("the CSV holds every sample, exactly", () => {
  const { frames } = reportInput();
  const [head, ...rows] = parse(timelineCsv(frames));
  expect(head.length).toBe(1 + SERIES.length + Object.keys(frames.components).length * COMPONENT_SERIES.length);
  expect(rows).toHaveLength(frames.times.length);
  rows.forEach((row, k) => {
    expect(row).toHaveLength(head.length);
    expect(Number(row[0])).toBe(frames.times[k]);
    SERIES.forEach((name, column) => {
      const text = row[head.indexOf(name)];
      expect(text === "" ? Number.NaN : Number(text), name).toBe(frames.series[SERIES[column]][k]);
    });
    expect(Number(row[head.indexOf("payment.busyTime")])).toBe(frames.components.payment.busyTime[k]);
  });
});

test("no name becomes a formula or breaks a row", () => {
  const { frames } = reportInput();
  const names = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", 'a,"b"\r\nc'];
  const components = Object.fromEntries(names.map((name) => [name, frames.components.payment]));
  const hostile: Frames = { ...frames, components };
  const [head] = parse(timelineCsv(hostile));
  for (const field of head) expect(field).not.toMatch(/^[=+\-@\t\r]/);
  expect(head).toContain("'=1+1.queue");
  expect(head).toContain('a,"b"\r\nc.queue');
});
