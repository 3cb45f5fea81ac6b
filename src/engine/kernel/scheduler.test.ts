import { describe, expect, it } from "vitest";
import { Class } from "./lanes.ts";
import { addressOf, Scheduler } from "./scheduler.ts";

/** A scheduler with some calls, and what fires when for which of them. */
function recorded(events = 4) {
  const scheduler = new Scheduler();
  const log: [time: number, event: number, call: number][] = [];
  const calls = Array.from({ length: 8 }, (_, number) => scheduler.calls.open(0, number));
  scheduler.handle(
    2,
    Array.from({ length: events }, (_, event) => (call: number) => {
      log.push([scheduler.now, event, calls.indexOf(call)]);
    }),
  );
  return { scheduler, log, calls };
}

const at = (event: number) => addressOf(2, event);

describe("the scheduler", () => {
  it("orders simultaneous events by class, then by when they were scheduled, wherever they wait", () => {
    const { scheduler, log, calls } = recorded();
    const delivery = scheduler.lane([1], Class.delivery);
    const timeout = scheduler.lane([0.5, 0.5], Class.timeout, scheduler.calls);
    const expiry = scheduler.lane([1], Class.expiry, scheduler.calls);
    delivery.start(calls[0], at(0));
    timeout.start(calls[1], at(1));
    scheduler.after(1, Class.delivery, calls[2], at(0));
    scheduler.after(1, Class.finish, calls[3], at(0));
    expiry.start(calls[4], at(1));
    expiry.start(calls[5], at(1));
    scheduler.after(1, Class.finish, calls[6], at(0));
    scheduler.after(0.5, Class.arrival, calls[7], at(0));
    expect(scheduler.run(10, Infinity)).toBe(true);
    expect(log.map(([, , call]) => call)).toEqual([7, 3, 6, 4, 5, 1, 0, 2]);
    expect(scheduler.events).toBe(8);
    expect(scheduler.nextTime()).toBe(Infinity);
  });

  it("fires up to and at an instant, and no more than it is asked to", () => {
    const { scheduler, log, calls } = recorded();
    for (let n = 0; n < 5; n++) scheduler.after(n, Class.finish, calls[n], at(0));
    expect(scheduler.run(2, Infinity)).toBe(true);
    expect(log).toHaveLength(3);
    expect(scheduler.now).toBe(2);
    expect(scheduler.run(10, 4)).toBe(false);
    expect(log).toHaveLength(4);
    expect(scheduler.run(10, 100)).toBe(true);
    expect(scheduler.now).toBe(4);
  });

  it("does not move the clock for what was cancelled", () => {
    const { scheduler, log, calls } = recorded();
    const [kept, dropped] = calls;
    const timeout = scheduler.lane([1], Class.timeout, scheduler.calls);
    timeout.start(dropped, at(0));
    scheduler.after(0.25, Class.finish, kept, at(1));
    scheduler.calls.renew(dropped);
    scheduler.run(10, Infinity);
    expect(log).toEqual([[0.25, 1, 0]]);
    expect([scheduler.now, scheduler.events]).toEqual([0.25, 1]);
  });

  it("does not wait for what was cancelled", () => {
    const { scheduler, calls } = recorded();
    scheduler.lane([1], Class.timeout, scheduler.calls).start(calls[0], at(0));
    expect(scheduler.nextTime()).toBe(1);
    scheduler.calls.renew(calls[0]);
    expect(scheduler.nextTime()).toBe(Infinity);
  });

  it("stops where an event says that something else comes first", () => {
    const { scheduler, calls } = recorded();
    const fired: number[] = [];
    scheduler.handle(0, [(call) => void fired.push(call), () => scheduler.stopAt(2)]);
    scheduler.after(1, Class.finish, calls[1], addressOf(0, 1));
    scheduler.after(2, Class.finish, calls[2], addressOf(0, 0));
    scheduler.after(3, Class.finish, calls[3], addressOf(0, 0));
    scheduler.run(10, Infinity);
    expect(fired).toEqual([calls[2]]);
    scheduler.run(10, Infinity);
    expect(fired).toEqual([calls[2], calls[3]]);
  });

  it("tells the parts' events apart", () => {
    const { scheduler, log, calls } = recorded();
    const other: number[] = [];
    scheduler.handle(3, [(call) => void other.push(call)]);
    scheduler.after(1, Class.finish, calls[1], at(3));
    scheduler.after(1, Class.finish, calls[2], addressOf(3, 0));
    scheduler.run(1, Infinity);
    expect([log, other]).toEqual([[[1, 3, 1]], [calls[2]]]);
  });
});

describe("a timer", () => {
  it("adds its delays one after the other, to the last bit", () => {
    const { scheduler, log, calls } = recorded();
    scheduler.now = 0.3;
    const timer = scheduler.lane([0.1, 0, 0.2, 0.7], Class.delivery);
    timer.start(calls[0], at(0));
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
