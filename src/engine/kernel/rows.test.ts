import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Bytes, Integers, type Reals, Rows } from "./rows.ts";

type Column = Integers | Bytes | Reals;

function read(column: Column, row: number): number {
  return column instanceof Integers ? column.data[row] : column.of(row);
}

function write(column: Column, row: number, value: number): void {
  if (column instanceof Integers) column.data[row] = value;
  else column.set(row, value);
}

/** A value that the column can hold, and that looks different in every other place. */
function valueFor(column: Column, seed: number): number {
  if (column instanceof Integers) return Math.imul(seed, 0x9e37_79b1);
  return column instanceof Bytes ? (seed * 37) & 255 : seed / 7 + 1e300;
}

describe("rows", () => {
  it("keep what is written into any column of any row, while the table grows", () => {
    const kind = fc.constantFrom("integers" as const, "bytes" as const, "reals" as const);
    fc.assert(
      fc.property(fc.array(kind, { minLength: 1, maxLength: 40 }), fc.integer({ min: 1, max: 9 }), (kinds, initial) => {
        const rows = new Rows(initial);
        const columns = kinds.map((name): Column => rows[name]());
        const taken: number[] = [];
        for (let n = 0; n < 50; n++) {
          const row = rows.take();
          taken.push(row);
          columns.forEach((column, c) => {
            write(column, row, valueFor(column, 1 + n * 64 + c));
          });
        }
        taken.forEach((row, n) => {
          columns.forEach((column, c) => {
            expect(read(column, row)).toBe(valueFor(column, 1 + n * 64 + c));
          });
        });
      }),
      { numRuns: 100 },
    );
  });

  it("are used again, the last first, and not before they are given back", () => {
    const rows = new Rows(2);
    const column = rows.integers();
    const [first, second, third] = [rows.take(), rows.take(), rows.take()];
    expect(new Set([first, second, third]).size).toBe(3);
    column.data[second] = 5;
    rows.give(second);
    rows.give(first);
    expect(rows.live).toBe(1);
    expect([rows.take(), rows.take()]).toEqual([first, second]);
    expect(column.data[second]).toBe(5);
    expect(rows.live).toBe(3);
  });

  it("are counted in ascending order, given back or not", () => {
    const rows = new Rows(4);
    rows.reals();
    rows.bytes();
    expect([...rows.all()]).toEqual([]);
    const taken = Array.from({ length: 5 }, () => rows.take());
    rows.give(taken[2]);
    rows.give(taken[0]);
    expect([...rows.all()]).toEqual(taken);
    expect(taken).toEqual([...taken].sort((a, b) => a - b));
  });

  it("are copied column by column", () => {
    const rows = new Rows();
    const columns = [rows.integers(), rows.bytes(), rows.reals()];
    const [from, to] = [rows.take(), rows.take()];
    columns.forEach((column, c) => {
      write(column, from, valueFor(column, c + 1));
      column.copy(from, to);
    });
    expect(columns.map((column) => read(column, to))).toEqual(columns.map((column, c) => valueFor(column, c + 1)));
  });

  it("lie close: four bytes take the place of one integer", () => {
    const rows = new Rows();
    rows.reals();
    for (let n = 0; n < 8; n++) rows.bytes();
    const [first, second] = [rows.take(), rows.take()];
    expect(second - first).toBe(4);
  });

  it("have all their columns before the first of them is taken", () => {
    const rows = new Rows();
    rows.integers();
    rows.take();
    expect(() => rows.reals()).toThrow("before the first row");
  });

  it("are left as they are when they are read ahead", () => {
    const rows = new Rows();
    const columns = Array.from({ length: 70 }, () => rows.integers());
    const taken = Int32Array.from({ length: 20 }, () => rows.take());
    taken.forEach((row, n) => {
      for (const column of columns) column.data[row] = n;
    });
    rows.fetch(taken, 3, 10);
    taken.forEach((row, n) => {
      expect(columns.every((column) => column.data[row] === n)).toBe(true);
    });
  });
});
