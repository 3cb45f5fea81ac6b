import { expect, it } from "vitest";
import { migrate, VERSION } from "./migrations.ts";

it("leaves a document of this version as it is", () => {
  const document = { format: "doorbuster", version: VERSION, name: "x" };
  expect(migrate(document)).toEqual({ ok: true, document });
});

it.each([
  [null],
  [1],
  [[]],
  ["x"],
  [{}],
  [{ format: "other", version: 1 }],
  [{ format: "doorbuster" }],
  [{ format: "doorbuster", version: 0 }],
  [{ format: "doorbuster", version: VERSION + 1 }],
])("refuses %j", (input) => {
  expect(migrate(input).ok).toBe(false);
});
