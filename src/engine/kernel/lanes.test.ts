import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Class, Lanes } from "./lanes.ts";

const subjectsOf = (count: number) => ({ generation: new Int32Array(count) });

describe("lanes", () => {
  it("drop what is cancelled from the front, so that the head will fire", () => {
    const lanes = new Lanes();
    const subjects = subjectsOf(8);
    const holds = lanes.lane([900], Class.expiry, subjects);
    for (let item = 0; item < 4; item++) lanes.push(holds, item, item, item, 0);
    subjects.generation[0] = 1;
    subjects.generation[1] = 1;
    subjects.generation[3] = 1;
    expect(lanes.headTime).toBe(900);
    lanes.dropCancelled();
    expect(lanes.headTime).toBe(902);
    expect(lanes.pop()).toBe(2);
    lanes.dropCancelled();
    expect(lanes.headTime).toBe(Infinity);
  });

  it("give nothing for an entry that is cancelled", () => {
    const lanes = new Lanes();
    const subjects = subjectsOf(2);
    const lane = lanes.lane([1], Class.timeout, subjects);
    lanes.push(lane, 0, 0, 0, 5);
    lanes.push(lane, 0, 1, 1, 6);
    subjects.generation[0] = 1;
    expect(lanes.pop()).toBe(-1);
    expect([lanes.pop(), lanes.address]).toEqual([1, 6]);
  });

  it("are one for equal delays, class and subjects, and add the delays one after the other", () => {
    const lanes = new Lanes();
    const subjects = subjectsOf(2);
    const lane = lanes.lane([0.1, 0, 0.2], Class.timeout, subjects);
    expect(lanes.lane([0.1, 0.2], Class.timeout, subjects)).toBe(lane);
    expect(lanes.lane([0.2, 0.1], Class.timeout, subjects)).not.toBe(lane);
    expect(lanes.lane([0.1, 0.2], Class.expiry, subjects)).not.toBe(lane);
    expect(lanes.lane([0.1, 0.2], Class.timeout, subjectsOf(2))).not.toBe(lane);
    expect(lanes.push(lane, 0.3, 0, 0, 0)).toBe(0.3 + 0.1 + 0.2);
  });

  it("say where each entry fires", () => {
    const lanes = new Lanes();
    const subjects = subjectsOf(2);
    lanes.push(lanes.lane([2], Class.timeout, subjects), 0, 0, 0, 17);
    lanes.push(lanes.lane([1], Class.timeout, subjects), 0, 1, 1, 4711);
    expect([lanes.pop(), lanes.address]).toEqual([1, 4711]);
    expect([lanes.pop(), lanes.address]).toEqual([0, 17]);
  });

  it("fire exactly what is not cancelled, by time and rank, whatever is started and cancelled", () => {
    const DELAYS = [0.5, 1, 1, 60];
    const ITEMS = 8;
    const action = fc.oneof(
      fc.record({ lane: fc.nat(DELAYS.length - 1), item: fc.nat(ITEMS - 1), wait: fc.constantFrom(0, 0.25, 0.5, 20) }),
      fc.record({ cancel: fc.nat(ITEMS - 1) }),
      fc.record({ fire: fc.constant(true) }),
    );
    fc.assert(
      fc.property(fc.array(action, { maxLength: 300 }), (actions) => {
        const lanes = new Lanes();
        const subjects = [subjectsOf(ITEMS), subjectsOf(ITEMS)];
        const numbers = DELAYS.map((delay, k) => lanes.lane([delay], Class.timeout, subjects[k & 1]));
        let model: { time: number; rank: number; item: number; owner: number; generation: number }[] = [];
        let now = 0;
        let rank = 0;
        const alive = () =>
          model
            .filter(({ item, owner, generation }) => subjects[owner].generation[item] === generation)
            .sort((a, b) => a.time - b.time || a.rank - b.rank);
        const fire = () => {
          const [first] = alive();
          lanes.dropCancelled();
          if (first === undefined) {
            expect(lanes.headTime).toBe(Infinity);
            return false;
          }
          expect([lanes.headTime, lanes.headRank]).toEqual([first.time, first.rank]);
          expect(lanes.pop()).toBe(first.item);
          model = model.filter((entry) => entry !== first);
          now = Math.max(now, first.time);
          return true;
        };
        for (const act of actions) {
          if ("lane" in act) {
            // Not past what is due: the clock never jumps over an entry.
            const [next] = alive();
            now = Math.min(now + act.wait, next?.time ?? Infinity);
            const owner = act.lane & 1;
            const { item } = act;
            const time = lanes.push(numbers[act.lane], now, rank, item, 0);
            model.push({ time, rank: rank++, item, owner, generation: subjects[owner].generation[item] });
          } else if ("cancel" in act) {
            for (const { generation } of subjects) generation[act.cancel]++;
          } else {
            fire();
          }
        }
        while (fire());
      }),
      { numRuns: 300 },
    );
  });

  it("hold all that is alive, however much was cancelled", () => {
    const lanes = new Lanes();
    const items = 1000;
    const subjects = subjectsOf(items);
    const lane = lanes.lane([900], Class.expiry, subjects);
    // Each is started ten times and cancelled nine times, as holds are that are confirmed.
    for (let round = 0; round < 10; round++) {
      for (let item = 0; item < items; item++) {
        subjects.generation[item]++;
        lanes.push(lane, round, round * items + item, item, 0);
      }
    }
    const fired: number[] = [];
    for (lanes.dropCancelled(); lanes.headTime < Infinity; lanes.dropCancelled()) {
      expect(lanes.headTime).toBe(909);
      fired.push(lanes.pop());
    }
    expect(fired).toEqual(Array.from({ length: items }, (_, item) => item));
  });
});
