import { describe, expect, it } from "vitest";
import type { Shedding } from "../../model/index.ts";
import { Sampler } from "../kernel/distributions.ts";
import { Purpose } from "../kernel/random.ts";
import { addressOf, Scheduler } from "../kernel/scheduler.ts";
import { Station } from "./station.ts";

const ENTER = 0;
const FINISHED = 1;

/** A station whose calls of operation k take times[k] seconds; calls come when they are told to. */
function stationOf(
  servers: number | null,
  waitingRoom: number | null = null,
  times: readonly number[] = [10],
  shedding: Shedding | null = null,
) {
  const scheduler = new Scheduler();
  const { calls } = scheduler;
  const purpose = new Purpose(1, "service");
  const samplers = times.map((value) => new Sampler({ type: "constant", value }, purpose));
  const shed: [call: number, time: number][] = [];
  const station = new Station(scheduler, servers, waitingRoom, samplers, addressOf(0, FINISHED), shedding, (call) =>
    shed.push([call, scheduler.now]),
  );
  const refused: number[] = [];
  const left: [call: number, time: number][] = [];
  scheduler.handle(0, [
    (call) => {
      if (!station.enter(call)) refused.push(call);
    },
    (call) => {
      if (station.perished(call)) return;
      left.push([call, scheduler.now]);
      station.leave(call);
    },
  ]);
  const arrive = (time: number, operation = 0) => {
    const call = calls.open(0, 0);
    calls.operation[call] = operation;
    scheduler.after(time - scheduler.now, 4, call, addressOf(0, ENTER));
    return call;
  };
  const until = (time: number) => {
    scheduler.run(time, Infinity);
    scheduler.now = time;
  };
  return { scheduler, station, arrive, until, refused, left, shed };
}

describe("a station", () => {
  it("serves first come, first served, and its figures are the integrals by hand", () => {
    const { station, arrive, until, left } = stationOf(2);
    // Served 0-10, 1-11, 10-20, 11-21 and 50-60; the third waits 8 s, the fourth 8 s.
    const calls = [0, 1, 2, 3, 50].map((time) => arrive(time));
    until(100);
    expect(left).toEqual([10, 11, 20, 21, 60].map((time, k) => [calls[k], time]));
    expect(station.figures(100)).toEqual({
      completed: 5,
      utilization: 50 / 200,
      meanQueue: 16 / 100,
      peakQueue: 2,
      meanWait: 16 / 5,
      meanService: 10,
    });
    expect(station.gauges.busyTime(100)).toBe(50);
    expect(station.gauges.serverTime(100)).toBe(200);
  });

  it("shows what it is doing at any moment", () => {
    const { station, arrive, until } = stationOf(2);
    for (const time of [0, 1, 2, 3]) arrive(time);
    until(5);
    const { queue, busy, servers, completed, busyTime } = station.gauges;
    expect([queue(), busy(), servers(), completed(), busyTime(5)]).toEqual([2, 2, 2, 0, 5 + 4]);
    until(10.5);
    expect([queue(), busy(), completed(), busyTime(10.5)]).toEqual([1, 2, 1, 10.5 + 9.5]);
  });

  it("refuses what finds its waiting room full", () => {
    const { station, arrive, until, refused } = stationOf(1, 1);
    const calls = [0, 1, 2, 3, 10.5].map((time) => arrive(time));
    until(100);
    expect(refused).toEqual([calls[2], calls[3]]);
    expect(station.gauges.refused()).toBe(2);
    expect(station.figures(100).completed).toBe(3);
  });

  it("without a waiting room refuses whatever finds it busy", () => {
    const { arrive, until, refused } = stationOf(1, 0);
    const calls = [0, 9.999, 10].map((time) => arrive(time));
    until(100);
    // At 10 s the service ends before the arrival: simultaneous events go by class.
    expect(refused).toEqual([calls[1]]);
  });

  it("of unlimited servers makes nobody wait, and has no utilization", () => {
    const { station, arrive, until } = stationOf(null);
    for (let k = 0; k < 20; k++) arrive(1);
    until(20);
    expect(station.figures(20)).toMatchObject({ completed: 20, utilization: null, meanWait: 0, peakQueue: 0 });
    expect(station.gauges.serverTime(20)).toBeNaN();
    expect(station.gauges.servers()).toBe(Infinity);
  });

  it("takes as long as the operation does", () => {
    const { arrive, until, left } = stationOf(1, null, [10, 2]);
    const [slow, quick] = [arrive(0, 0), arrive(0, 1)];
    until(100);
    expect(left).toEqual([
      [slow, 10],
      [quick, 12],
    ]);
  });

  it("has no figures of what was before a restart, but goes on with who is there", () => {
    const { station, arrive, until } = stationOf(1);
    for (const time of [0, 1, 2]) arrive(time);
    until(15);
    station.restart(15);
    until(35);
    // Served until 20 and 20 to 30; the third had waited from 2 s on, of which 5 s are after the restart.
    expect(station.figures(35)).toMatchObject({
      completed: 2,
      utilization: 15 / 20,
      meanQueue: 5 / 20,
      peakQueue: 1,
      meanWait: 18,
    });
    expect(station.gauges.completed()).toBe(3);
  });
});

describe("a station in trouble", () => {
  it("works more slowly on what it begins", () => {
    const { station, arrive, until, left } = stationOf(1);
    const calls = [0, 1].map((time) => arrive(time));
    until(5);
    station.slowness = 3;
    until(100);
    expect(left).toEqual([
      [calls[0], 10],
      [calls[1], 40],
    ]);
  });

  it("lets those finish who are served when servers go, and takes up work when they are back", () => {
    const { station, arrive, until, left } = stationOf(4);
    const calls = [0, 0, 0, 0, 1, 1, 1].map((time) => arrive(time));
    until(2);
    station.limit(0.5);
    expect([station.gauges.servers(), station.gauges.busy()]).toEqual([2, 4]);
    until(12);
    expect(station.gauges.busy()).toBe(2);
    station.limit(1);
    expect(station.gauges.busy()).toBe(3);
    until(100);
    expect(left.map(([, time]) => time)).toEqual([10, 10, 10, 10, 20, 20, 22]);
    expect(left.map(([call]) => call)).toEqual(calls);
    // Live: 4 to 10 s, because a server finishes what it has begun, 2 to 12 s, 4 from then on.
    expect(station.gauges.serverTime(22)).toBe(40 + 4 + 40);
  });

  it("never has more busy servers than live ones", () => {
    const { station, arrive, until } = stationOf(4);
    for (let k = 0; k < 4; k++) arrive(0);
    until(1);
    station.limit(0);
    station.restart(1);
    until(5);
    expect(station.figures(5).utilization).toBe(1);
    station.crash(() => {});
    expect([station.gauges.busy(), station.gauges.serverTime(9)]).toEqual([0, 16]);
  });

  it("forgets all calls when it dies, and is empty when it is back", () => {
    const { station, arrive, until, left } = stationOf(1);
    const [, waiting] = [0, 1].map((time) => arrive(time));
    until(5);
    const gone: number[] = [];
    station.crash((call) => gone.push(call));
    expect(gone).toEqual([waiting]);
    expect([station.gauges.busy(), station.gauges.queue()]).toEqual([0, 0]);
    const next = arrive(6);
    until(100);
    expect(left).toEqual([[next, 16]]);
  });
});

describe("a station that sheds load", () => {
  it("refuses those who have waited too long when a server is free, and serves the next one", () => {
    const { station, arrive, until, left, shed } = stationOf(1, null, [10], { maxWait: 8, newestFirst: false });
    const [first, second, third, fourth] = [0, 1, 2, 9].map((time) => arrive(time));
    until(100);
    // At 10, the second has waited 9 s and the third 8 s, which is not too long; at 20, the fourth has waited 11 s.
    expect(left).toEqual([
      [first, 10],
      [third, 20],
    ]);
    expect(shed).toEqual([
      [second, 10],
      [fourth, 20],
    ]);
    expect(station.gauges.refused()).toBe(2);
    expect(station.gauges.queue()).toBe(0);
    expect(station.figures(100).meanQueue).toBeCloseTo((9 + 8 + 11) / 100, 12);
  });

  it("may serve the newest first, and refuses the old ones when only they are left", () => {
    const { arrive, until, left, shed } = stationOf(1, null, [10], { maxWait: 15, newestFirst: true });
    const [first, second, third, fourth] = [0, 1, 2, 12].map((time) => arrive(time));
    until(100);
    expect(left).toEqual([
      [first, 10],
      [third, 20],
      [fourth, 30],
    ]);
    expect(shed).toEqual([[second, 30]]);
  });
});

describe("a station that is resized", () => {
  it("takes those who wait at once, and lets servers that are too many finish", () => {
    const { station, arrive, until, left } = stationOf(1);
    const calls = [0, 0, 0].map((time) => arrive(time));
    until(4);
    station.resize(3);
    until(5);
    station.resize(1);
    expect(station.gauges.servers()).toBe(1);
    until(20);
    expect(left).toEqual([
      [calls[0], 10],
      [calls[1], 14],
      [calls[2], 14],
    ]);
    // One server to 4 s; three to 10 s, for they all had work; two to 14 s; one to 20 s.
    expect(station.gauges.serverTime(20)).toBe(4 + 18 + 8 + 6);
    expect(station.peakServers).toBe(3);
  });

  it("keeps the share that a brown-out leaves", () => {
    const { station } = stationOf(4);
    station.limit(0.5);
    station.resize(8);
    expect(station.gauges.servers()).toBe(4);
    station.limit(1);
    expect(station.gauges.servers()).toBe(8);
  });
});
