import { describe, expect, it } from "vitest";
import type { Autoscaling } from "../../model/index.ts";
import { Agenda } from "../kernel/agenda.ts";
import { Autoscaler } from "./autoscaler.ts";

const SETTINGS = {
  metric: "queueDepth",
  scaleOutAt: 100,
  scaleInAt: 5,
  min: 1,
  max: 4,
  step: 2,
  period: 10,
  bootTime: 25,
  coolDown: 20,
} as const;

/** A scaler of something whose metric is what the test says; its decisions are written down as they take effect. */
function scalerOf(settings: Autoscaling, instances = 1) {
  const load = { depth: 0, busy: 0 };
  const log: [time: number, instances: number][] = [];
  const clock = { now: 0, agenda: new Agenda(() => {}) };
  let live = instances;
  let busyTime = 0;
  let serverTime = 0;
  const scaler = new Autoscaler(clock, settings, instances, {
    depth: () => load.depth,
    busy: () => load.busy,
    servers: () => live,
    busyTime: () => busyTime,
    serverTime: () => serverTime,
    resize: (count) => {
      live = count;
      log.push([clock.now, count]);
    },
  });
  const until = (time: number) => {
    while (clock.agenda.nextTime <= time) {
      const at = clock.agenda.nextTime;
      busyTime += (at - clock.now) * load.busy;
      serverTime += (at - clock.now) * live;
      clock.now = at;
      clock.agenda.doNext();
    }
  };
  const restart = () => {
    scaler.restart(clock.now);
    busyTime = 0;
    serverTime = 0;
  };
  return { load, log, until, agenda: clock.agenda, restart };
}

describe("autoscaling", () => {
  it("adds a step when the depth is reached, after the boot time, and keeps still while it cools down", () => {
    const { load, log, until } = scalerOf(SETTINGS);
    load.depth = 99;
    until(15);
    load.depth = 100;
    // Seen at 20, live at 45; cool until 40, when the last one that it may add is decided on, live at 65.
    until(44);
    expect(log).toEqual([]);
    until(200);
    expect(log).toEqual([
      [45, 3],
      [65, 4],
    ]);
  });

  it("removes a step when little waits, but none while others boot, and never goes below the least", () => {
    const { load, log, until } = scalerOf({ ...SETTINGS, coolDown: 0 }, 4);
    load.depth = 6;
    until(25);
    expect(log).toEqual([]);
    load.depth = 5;
    until(100);
    expect(log).toEqual([
      [30, 2],
      [40, 1],
    ]);
    load.depth = 100;
    until(110);
    load.depth = 0;
    until(130);
    // Two boot from 110 to 135; until then nothing is taken away.
    expect(log.slice(2)).toEqual([]);
    until(140);
    expect(log.slice(2)).toEqual([
      [135, 3],
      [140, 1],
    ]);
  });

  it("takes utilization as the mean since it last looked, whatever the figures are restarted for", () => {
    const settings = { ...SETTINGS, metric: "utilization", scaleOutAt: 0.75, scaleInAt: 0.25, bootTime: 0 } as const;
    const outcome = (restarts: boolean) => {
      const { load, log, until, restart } = scalerOf(settings, 2);
      load.busy = 1;
      until(10);
      if (restarts) restart();
      load.busy = 1.5;
      until(20);
      return log;
    };
    expect(outcome(false)).toEqual([[20, 4]]);
    expect(outcome(true)).toEqual([[20, 4]]);
  });

  it("can still change something while those who wait would make it add an instance, and not else", () => {
    const { load, agenda, until } = scalerOf({ ...SETTINGS, bootTime: 5 });
    expect(agenda.matters).toBe(false);
    load.depth = 99;
    expect(agenda.matters).toBe(false);
    load.depth = 100;
    expect(agenda.matters).toBe(true);
    until(60);
    // All that may be added are there.
    expect(agenda.matters).toBe(false);
  });
});
