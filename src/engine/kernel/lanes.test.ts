import { expect, it } from "vitest";
import { Class, Lanes } from "./lanes.ts";

it("drops what is cancelled from the front, so that the head will fire", () => {
  const lanes = new Lanes();
  const subjects = { generation: new Uint32Array(8) };
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
