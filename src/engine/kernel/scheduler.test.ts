import { describe, expect, it } from "vitest";
import { Class } from "./lanes.ts";
import { addressOf, Scheduler } from "./scheduler.ts";

/** A scheduler that writes down what fires, and when. */
function recorded(events = 4): { scheduler: Scheduler; log: [time: number, event: number, item: number][] } {
  const scheduler = new Scheduler();
  const log: [number, number, number][] = [];
  scheduler.handle(
    2,
    Array.from({ length: events }, (_, event) => (item: number) => void log.push([scheduler.now, event, item])),
  );
  return { scheduler, log };
}

const at = (event: number) => addressOf(2, event);

describe("the scheduler", () => {
  it("orders simultaneous events by class, then by when they were scheduled, wherever they wait", () => {
    const { scheduler, log } = recorded();
    const subjects = { generation: new Uint32Array(16) };
    const delivery = scheduler.lane([1], Class.delivery);
    const timeout = scheduler.lane([0.5, 0.5], Class.timeout, subjects);
    const expiry = scheduler.lane([1], Class.expiry, subjects);
    delivery.start(0, at(0));
    timeout.start(1, at(1));
    scheduler.after(1, Class.delivery, 2, at(0));
    scheduler.after(1, Class.finish, 3, at(0));
    expiry.start(4, at(1));
    expiry.start(5, at(1));
    scheduler.after(1, Class.finish, 6, at(0));
    scheduler.after(0.5, Class.arrival, 7, at(0));
    expect(scheduler.run(10, Infinity)).toBe(true);
    expect(log.map(([, , item]) => item)).toEqual([7, 3, 6, 4, 5, 1, 0, 2]);
    expect(scheduler.events).toBe(8);
    expect(scheduler.nextTime()).toBe(Infinity);
  });

  it("fires up to and at an instant, and no more than it is asked to", () => {
    const { scheduler, log } = recorded();
    for (let item = 0; item < 5; item++) scheduler.after(item, Class.finish, item, at(0));
    expect(scheduler.run(2, Infinity)).toBe(true);
    expect(log).toHaveLength(3);
    expect(scheduler.now).toBe(2);
    expect(scheduler.run(10, 4)).toBe(false);
    expect(log).toHaveLength(4);
    expect(scheduler.run(10, 100)).toBe(true);
    expect(scheduler.now).toBe(4);
  });

  it("does not move the clock for what was cancelled", () => {
    const { scheduler, log } = recorded();
    const { calls } = scheduler;
    const timeout = scheduler.lane([1], Class.timeout, calls);
    const [kept, dropped] = [calls.open(0), calls.open(0)];
    timeout.start(dropped, at(0));
    scheduler.after(0.25, Class.finish, kept, at(1));
    calls.renew(dropped);
    scheduler.run(10, Infinity);
    expect(log).toEqual([[0.25, 1, kept]]);
    expect([scheduler.now, scheduler.events]).toEqual([0.25, 1]);
  });

  it("does not wait for what was cancelled", () => {
    const { scheduler } = recorded();
    const { calls } = scheduler;
    const call = calls.open(0);
    scheduler.lane([1], Class.timeout, calls).start(call, at(0));
    expect(scheduler.nextTime()).toBe(1);
    calls.renew(call);
    expect(scheduler.nextTime()).toBe(Infinity);
  });

  it("stops where an event says that something else comes first", () => {
    const scheduler = new Scheduler();
    const fired: number[] = [];
    scheduler.handle(0, [(item) => void fired.push(item), () => scheduler.stopAt(2)]);
    scheduler.after(1, Class.finish, 1, addressOf(0, 1));
    scheduler.after(2, Class.finish, 2, addressOf(0, 0));
    scheduler.after(3, Class.finish, 3, addressOf(0, 0));
    scheduler.run(10, Infinity);
    expect(fired).toEqual([2]);
    scheduler.run(10, Infinity);
    expect(fired).toEqual([2, 3]);
  });

  it("tells the parts' events apart", () => {
    const { scheduler, log } = recorded();
    const other: number[] = [];
    scheduler.handle(3, [(item) => void other.push(item)]);
    scheduler.after(1, Class.finish, 1, at(3));
    scheduler.after(1, Class.finish, 2, addressOf(3, 0));
    scheduler.run(1, Infinity);
    expect([log, other]).toEqual([[[1, 3, 1]], [2]]);
  });
});

describe("a timer", () => {
  it("adds its delays one after the other, to the last bit", () => {
    const { scheduler, log } = recorded();
    scheduler.now = 0.3;
    const timer = scheduler.lane([0.1, 0, 0.2, 0.7], Class.delivery);
    timer.start(0, at(0));
    const due = 0.3 + 0.1 + 0.2 + 0.7;
    expect(timer.due()).toBe(due);
    scheduler.run(10, Infinity);
    expect(log).toEqual([[due, 0, 0]]);
  });

  it("without a delay is immediate", () => {
    const { scheduler } = recorded();
    expect(scheduler.lane([0, 0], Class.delivery).immediate).toBe(true);
    expect(scheduler.lane([0, 1e-9], Class.delivery).immediate).toBe(false);
  });
});
