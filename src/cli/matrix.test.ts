import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { type Desk, SALE, setDesk } from "./fixtures.ts";
import { EXIT } from "./io.ts";

const desk: Desk = setDesk();
afterAll(desk.clear);

/** A sale that charges once, guarded or not. */
function sale(payment: Record<string, unknown>, link: Record<string, unknown>) {
  const components = SALE.architecture.components.map((component) =>
    component.id === "payment" ? { ...component, config: { servers: 2, ...payment } } : component,
  );
  const links = SALE.architecture.links.map((each) => (each.to === "payment" ? { ...each, ...link } : each));
  const saga = [{ step: "charge", component: "payment", operation: "charge", compensation: "refund" }];
  const driven = components.map((each) => (each.kind === "orchestrator" ? { ...each, config: { saga } } : each));
  return { ...SALE, architecture: { components: driven, links } };
}

describe("order", () => {
  it("tells the story of one order", async () => {
    const { code, out } = await desk.call(["order", "sale.json", "3"]);
    expect(code).toBe(EXIT.done);
    expect(out).toMatch(/^Order 3, clicked at /);
    expect(out).toMatch(/payment +charge: the request arrives\n.*the money is captured: 100\.00\n/);
    expect(out).toMatch(/the order is completed\n$/);
  });

  it("prints it as JSON, and nothing else", async () => {
    const { out } = await desk.call(["order", "sale.json", "3", "--json"]);
    const { order, events } = JSON.parse(out);
    expect(order).toBe("3");
    expect(events[0]).toMatchObject({ event: "arrived", component: null, step: null });
  });

  it.each([
    [["order"], "FILE: is required"],
    [["order", "sale.json"], "ORDER: is required"],
    [["order", "sale.json", "x"], "x: is no order (1, 2, ..., or 2-1 of the second source)"],
    [["order", "sale.json", "1", "2"], "2: only one FILE can be given"],
  ])("refuses %j", async (argv, line) => {
    const { code, out, err } = await desk.call(argv);
    expect({ code, out, err }).toEqual({ code: EXIT.refused, out: "", err: [line] });
  });

  it("says when there was no such order", async () => {
    const { code, err } = await desk.call(["order", "sale.json", "100000"]);
    expect(code).toBe(EXIT.refused);
    expect(err[0]).toMatch(/^100000: there was no such order \(\d+ arrived\)$/);
  });
});

describe("matrix", () => {
  it("holds in every cell where every protection is on", async () => {
    desk.save("guarded.json", sale({}, { timeout: "1s" }));
    const { code, out } = await desk.call(["matrix", "guarded.json"]);
    expect(code).toBe(EXIT.done);
    expect(out).toMatch(/\d+ cells, all hold\n$/);
    expect(out).not.toContain("fails");
  });

  it("tells the story of every cell that fails, and writes it as a document that fails likewise", async () => {
    desk.save("careless.json", sale({ idempotencyKeys: false }, { timeout: "1s" }));
    const { code, out } = await desk.call(["matrix", "careless.json", "--write", "cells"]);
    expect(code).toBe(EXIT.unmet);
    expect(out).toContain(
      "one order: crash after the effect of charge (call 1)\n  fails: doubleCharges 1\n  order 1\n",
    );
    const file = "one-order-crash-after-the-effect-of-charge-call-1.json";
    expect(readdirSync(join(desk.folder, "cells"))).toContain(file);
    const again = await desk.call(["run", join("cells", file), "--json", "--no-timeline"]);
    expect(again.err).toEqual([]);
    expect(JSON.parse(again.out).ledger.violations.doubleCharges).toBe(1);
    expect(JSON.parse(readFileSync(join(desk.folder, "cells", file), "utf8")).about).toBe(
      "one order: crash after the effect of charge (call 1)",
    );
  }, 30_000);

  it("prints the cells as JSON, and nothing else", async () => {
    const { code, out } = await desk.call(["matrix", "careless.json", "--json"]);
    const { cells, failed } = JSON.parse(out);
    expect(code).toBe(EXIT.unmet);
    expect(cells.filter((cell: { failed: boolean }) => cell.failed)).toHaveLength(failed);
    expect(cells[0]).toMatchObject({ orders: 1, trouble: null, crash: null, failed: false, violations: {} });
  }, 30_000);

  it("refuses what it cannot read, before it makes a folder", async () => {
    const { code, out } = await desk.call(["matrix", "nowhere.json", "--write", "never"]);
    expect({ code, out }).toEqual({ code: EXIT.refused, out: "" });
    expect(existsSync(join(desk.folder, "never"))).toBe(false);
  });
});
