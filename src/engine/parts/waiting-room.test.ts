import fc from "fast-check";
import { expect, it } from "vitest";
import { Rows } from "../kernel/rows.ts";
import { WaitingRoom } from "./waiting-room.ts";

it("keeps calls in line like a list does, however many wait and wherever they queue up", () => {
  const act = fc.oneof(
    fc.record({ in: fc.integer({ min: 1, max: 60 }), before: fc.boolean() }),
    fc.record({ out: fc.integer({ min: 1, max: 60 }) }),
  );
  fc.assert(
    fc.property(fc.array(act, { maxLength: 40 }), (acts) => {
      const room = new WaitingRoom(new Rows());
      const list: number[] = [];
      let call = 0;
      for (const step of acts) {
        if ("in" in step) {
          for (let n = 0; n < step.in; n++, call++) {
            if (step.before) room.unshift(call);
            else room.push(call);
            if (step.before) list.unshift(call);
            else list.push(call);
          }
        } else {
          for (let n = 0; n < step.out; n++) {
            expect(room.first).toBe(list[0] ?? -1);
            expect(room.shift()).toBe(list.shift() ?? -1);
          }
        }
      }
      expect(room.clear()).toEqual(list);
      expect(room.shift()).toBe(-1);
    }),
    { numRuns: 200 },
  );
});

it("reads the rows of those whose turn is next when very many wait, and keeps them in line", () => {
  const rows = new Rows();
  rows.integers();
  const room = new WaitingRoom(rows);
  const calls = Array.from({ length: 40_000 }, () => rows.take());
  for (const call of calls) room.push(call);
  expect(calls.map(() => room.shift())).toEqual(calls);
});
