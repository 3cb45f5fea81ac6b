import { describe, expect, it } from "vitest";
import { Rows } from "../kernel/rows.ts";
import { Digest } from "./digest.ts";
import { Ledger, type ViolationName } from "./ledger.ts";

const PRICE = 10_000;

type Entry =
  | "reserve"
  | "expire"
  | "release"
  | "confirm"
  | "retake"
  | "restock"
  | "charge"
  | "refund"
  | "void"
  | "ship"
  | "cancel"
  | "complete"
  | "fail"
  | "lose"
  | "strand"
  | "reject"
  | "close";

/** What can be written of one order; each entry is a second after the one before. */
type Entries = { readonly [Name in Entry]: () => Entries };

/** Books with one item of so many units, and orders to write into them. */
function books(stock = 10) {
  const table = new Rows();
  const ledger = new Ledger(new Digest(), table);
  ledger.expectsPayment = true;
  const item = ledger.stockItem(stock);
  let orders = 0;
  /** An order that has been accepted. */
  const order = (units = 1) => {
    const row = table.take();
    let now = orders++;
    const number = 100 + now;
    const tick = () => ++now;
    ledger.open(row);
    ledger.arrive(row, number, now);
    ledger.submit(row, number, now);
    ledger.accept(row, number, now);
    const click = now;
    const entry = (write: () => void) => (): Entries => {
      write();
      return self;
    };
    const self: Entries = {
      reserve: entry(() => ledger.reserve(row, number, item, units, tick())),
      expire: entry(() => ledger.expire(row, number, item, units, tick())),
      release: entry(() => ledger.release(row, number, item, units, tick())),
      confirm: entry(() => ledger.confirm(row, number, item, units, tick())),
      retake: entry(() => ledger.retake(row, number, item, units, tick())),
      restock: entry(() => ledger.restock(row, number, item, units, tick())),
      charge: entry(() => ledger.charge(row, number, units * PRICE, tick())),
      refund: entry(() => ledger.refund(row, number, units * PRICE, tick())),
      void: entry(() => ledger.void(row, number, units * PRICE, tick())),
      ship: entry(() => ledger.ship(row, number, tick())),
      cancel: entry(() => ledger.cancelShipment(row, number, tick())),
      complete: entry(() => ledger.complete(row, number, click, units * PRICE, tick())),
      fail: entry(() => ledger.fail(row, number, click, tick())),
      lose: entry(() => ledger.lose(row, number, click, tick())),
      strand: entry(() => ledger.strand(row, number, click, tick())),
      reject: entry(() => ledger.reject(row, number, click, tick())),
      close: entry(() => ledger.close(row, number, tick())),
    };
    return self;
  };
  /** What has been breached, and how often. */
  const breaches = () =>
    Object.fromEntries(
      Object.entries(ledger.breaches).flatMap(([name, { count }]) => (count === 0 ? [] : [[name, count]])),
    );
  return { ledger, table, order, breaches };
}

describe("the books of orders that go well", () => {
  it("balance at every step", () => {
    const { ledger, order, breaches } = books();
    const bought = order(3).reserve();
    expect([ledger.available[0], ledger.held[0], ledger.sold[0]]).toEqual([7, 3, 0]);
    bought.charge().confirm().ship();
    expect([ledger.available[0], ledger.held[0], ledger.sold[0]]).toEqual([7, 0, 3]);
    expect([ledger.arrived, ledger.inFlight]).toEqual([1, 1]);
    bought.complete().close();
    expect([ledger.completed, ledger.inFlight]).toEqual([1, 0]);
    expect([ledger.captured, ledger.refunded, ledger.completedValue]).toEqual([3 * PRICE, 0, 3 * PRICE]);
    expect(ledger.netOfOthers).toBe(0);
    expect(breaches()).toEqual({});
    expect(ledger.audit()).toEqual([]);
  });

  it.each<[string, (order: Entries) => Entries]>([
    ["declined, and released", (order) => order.reserve().release().fail()],
    ["refunded and restocked", (order) => order.reserve().charge().confirm().restock().refund().fail()],
    [
      "shipped, cancelled and undone",
      (order) => order.reserve().charge().confirm().ship().cancel().restock().refund().fail(),
    ],
    ["voided as it landed", (order) => order.reserve().release().charge().void().fail()],
    ["expired and taken again", (order) => order.reserve().expire().charge().retake().ship().complete()],
    ["charged twice, and given back once", (order) => order.charge().charge().refund().reserve().confirm().complete()],
    ["refused", (order) => order.reject()],
  ])("are without a breach when an order was %s", (_, live) => {
    const { ledger, order, breaches } = books();
    live(order(2)).close();
    expect(breaches()).toEqual({});
    expect(ledger.audit()).toEqual([]);
    expect(ledger.netOfOthers).toBe(0);
    expect(ledger.held[0]).toBe(0);
  });
});

describe("a breach is counted and named", () => {
  it.each<[ViolationName, (order: Entries) => Entries]>([
    ["doubleCharges", (order) => order.reserve().charge().charge().confirm().complete()],
    ["chargedWithoutOrder", (order) => order.reserve().charge().release().fail()],
    ["shippedWithoutPayment", (order) => order.reserve().confirm().ship().complete()],
    ["doubleShipments", (order) => order.charge().ship().ship().reserve().confirm().complete()],
    ["leakedHolds", (order) => order.reserve().fail()],
    ["lostOrders", (order) => order.lose()],
    ["stuckSagas", (order) => order.strand()],
  ])("%s", (name, live) => {
    const { ledger, order, breaches } = books();
    order().reserve().charge().confirm().complete().close();
    live(order()).close();
    live(order()).close();
    expect(breaches()).toEqual({ [name]: 2 });
    expect(ledger.violations).toBe(2);
    expect(ledger.breaches[name].firstOrder).toBe(101);
    expect(ledger.breaches[name].firstTime).toBeGreaterThan(1);
    expect(ledger.audit()).toEqual([]);
  });

  it("oversoldUnits: the most that was sold beyond the stock", () => {
    const { ledger, order, breaches } = books(2);
    const [first, second] = [order().reserve().charge().confirm(), order().retake(), order(3).retake()];
    expect(breaches()).toEqual({ oversoldUnits: 3 });
    second?.restock();
    first?.restock();
    expect(breaches()).toEqual({ oversoldUnits: 3 });
    // Oversold again, but not by as many.
    order().reserve().confirm();
    expect(breaches()).toEqual({ oversoldUnits: 3 });
    expect(ledger.breaches.oversoldUnits.firstOrder).toBe(102);
    expect(ledger.audit()).toEqual([]);
  });

  it("a hold counts as leaked once, however it ends", () => {
    const { order, breaches } = books();
    order().reserve().fail().close().close();
    expect(breaches()).toEqual({ leakedHolds: 1 });
  });
});

describe("the audit finds books that do not balance", () => {
  it.each<[string, RegExp, (ledger: Ledger) => void]>([
    ["an order too many", /orders do not add up/, (ledger) => void ledger.completed++],
    ["an order that has vanished", /orders do not add up/, (ledger) => ledger.inSystem.add(-1, 50)],
    ["a unit too few", /units of item 0 do not add up/, (ledger) => void ledger.available[0]--],
    ["a sale without a unit", /units of item 0 do not add up/, (ledger) => void ledger.sold[0]++],
    [
      "a hold released twice",
      /negative number of held units/,
      (ledger) => {
        ledger.release(1, 101, 0, 1, 50);
        ledger.release(1, 101, 0, 1, 51);
      },
    ],
    ["a refund too many", /more was refunded/, (ledger) => ledger.refund(1, 101, 5 * PRICE, 50)],
  ])("%s", (_, words, spoil) => {
    const { ledger, order } = books();
    order().reserve().charge().confirm().complete().close();
    order().reserve().charge();
    expect(ledger.audit()).toEqual([]);
    spoil(ledger);
    expect(ledger.audit().join()).toMatch(words);
  });
});

describe("the books", () => {
  it("add up the time of orders in the system, by both sides of Little's law", () => {
    const { ledger, order } = books();
    order().reserve().charge().confirm().complete();
    order().reject();
    order().reserve().fail();
    // Five seconds, two and three: each order is a second later, and each event too.
    expect(ledger.sojourns).toBe(4 + 1 + 2);
    expect(ledger.inSystem.total(100)).toBe(7);
  });

  it("go into the digest, entry by entry", () => {
    const digests = (["complete", "fail"] as const).map((end) => {
      const digest = new Digest();
      const table = new Rows();
      const ledger = new Ledger(digest, table);
      const row = table.take();
      ledger.open(row);
      ledger.arrive(row, 1, 0);
      if (end === "complete") ledger.complete(row, 1, 0, 5, 3);
      else ledger.fail(row, 1, 0, 3);
      return digest.hex();
    });
    expect(digests[0]).not.toBe(digests[1]);
  });

  it("begin a new page when a row is used again", () => {
    const { ledger, table, breaches } = books();
    const row = table.take();
    for (const number of [1, 2]) {
      ledger.open(row);
      ledger.arrive(row, number, 0);
      ledger.reserve(row, number, 0, 1, 1);
      ledger.charge(row, number, PRICE, 2);
      ledger.ship(row, number, 3);
      ledger.confirm(row, number, 0, 1, 4);
      ledger.complete(row, number, 0, PRICE, 5);
      ledger.close(row, number, 6);
    }
    expect(breaches()).toEqual({});
  });

  it("grow with the rows", () => {
    const { ledger, order, breaches } = books(100_000);
    for (let k = 0; k < 3000; k++) order().reserve().charge().confirm().complete().close();
    expect(ledger.completed).toBe(3000);
    expect(breaches()).toEqual({});
    expect(ledger.audit()).toEqual([]);
  });
});
