import fc from "fast-check";
import { expect, it } from "vitest";
import { Messages } from "./messages.ts";

it("is a queue of messages that some may be put before, however long", () => {
  const message = fc.record({
    number: fc.integer(),
    click: fc.double({ noNaN: true }),
    row: fc.integer({ min: -1, max: 50 }),
  });
  const action = fc.oneof(
    fc.record({ push: message, times: fc.constantFrom(1, 1, 3, 900) }),
    fc.record({ unshift: message }),
    fc.record({ shifts: fc.constantFrom(1, 2, 500) }),
  );
  fc.assert(
    fc.property(fc.array(action, { maxLength: 60 }), (actions) => {
      const messages = new Messages();
      const list: { number: number; click: number; row: number }[] = [];
      const check = () => {
        expect(messages.size).toBe(list.length);
        const [head] = list;
        if (head)
          expect({ number: messages.headNumber(), click: messages.headClick(), row: messages.headRow() }).toEqual(head);
      };
      for (const act of actions) {
        if ("push" in act) {
          for (let k = 0; k < act.times; k++) {
            const each = { ...act.push, click: act.push.click + k };
            messages.push(each.number, each.click, each.row);
            list.push(each);
          }
        } else if ("unshift" in act) {
          messages.unshift(act.unshift.number, act.unshift.click, act.unshift.row);
          list.unshift(act.unshift);
        } else {
          for (let k = 0; k < act.shifts && list.length > 0; k++) {
            messages.shift();
            list.shift();
          }
        }
        check();
      }
      while (list.length > 0) {
        messages.shift();
        list.shift();
        check();
      }
    }),
    { numRuns: 100 },
  );
});
