import type { Sampler } from "../kernel/distributions.ts";
import { quickExponential } from "../kernel/random.ts";
import type { Scheduler } from "../kernel/scheduler.ts";
import { ADDRESS, NEXT, RANK, TIME } from "../kernel/wheel.ts";
import type { Station } from "../parts/station.ts";
import { addressAt, SERVED, taskOf } from "./addresses.ts";
import { fall, loadLevel, rise, storeLevel } from "./level.ts";
import {
  BUSY,
  CLOCK,
  COMPLETIONS,
  DESK,
  DESK_ROWS,
  DOUBLES,
  ENTERED,
  FINISHED,
  HEAD,
  INTEGERS,
  IS_EXPONENTIAL,
  KEY_0,
  KEY_1,
  MEAN,
  type Memory,
  NUMBER,
  QUEUE,
  REFUSALS,
  ROOM,
  SERVED_TIME,
  SERVERS,
  STARTED,
  TAIL,
  TASKS,
  WAITED,
} from "./memory.ts";

/** What a task needs: where, and how long. */
export interface Task {
  readonly station: Station;
  readonly sampler: Sampler;
}

/**
 * The {@link Station}s of a checkout, whose servers all live as long as the run, worked by the express lane: the same
 * first-in-first-out waiting rooms, the same figures, with tokens in place of calls.
 */
export class Desks {
  private readonly samplers: readonly Sampler[];
  /** Each station, and where its rows begin, in doubles. */
  private readonly stations = new Map<Station, number>();

  /** @param tasks by number */
  constructor(
    private readonly scheduler: Scheduler,
    private readonly memory: Memory,
    tasks: readonly Task[],
  ) {
    const { doubles, ints } = memory;
    this.samplers = tasks.map(({ sampler }) => sampler);
    tasks.forEach(({ station, sampler }, task) => {
      const desk = this.stations.get(station) ?? (TASKS + tasks.length + DESK_ROWS * this.stations.size) << DOUBLES;
      this.stations.set(station, desk);
      const row = TASKS + task;
      ints[(row << INTEGERS) + DESK] = desk;
      const { exponential } = sampler;
      if (exponential !== null) {
        ints[(row << INTEGERS) + IS_EXPONENTIAL] = 1;
        ints[(row << INTEGERS) + KEY_0] = exponential.purpose.key0;
        ints[(row << INTEGERS) + KEY_1] = exponential.purpose.key1;
        doubles[(row << DOUBLES) + MEAN] = exponential.mean;
      }
      doubles[desk + SERVERS] = station.gauges.servers();
      doubles[desk + ROOM] = station.room;
      ints[2 * desk + HEAD] = -1;
      ints[2 * desk + TAIL] = -1;
    });
  }

  /** Rows that so many tasks, at as many stations at most, need before the first token. */
  static rows(tasks: number): number {
    return TASKS + tasks + DESK_ROWS * tasks;
  }

  /** Takes over what the stations have counted so far. */
  load(): void {
    const { doubles, ints } = this.memory;
    for (const [station, desk] of this.stations) {
      loadLevel(doubles, desk + BUSY, station.busy);
      loadLevel(doubles, desk + QUEUE, station.queue);
      doubles[desk + WAITED] = station.waited;
      doubles[desk + SERVED_TIME] = station.served;
      ints[2 * desk + COMPLETIONS] = station.completed;
      ints[2 * desk + FINISHED] = station.finished;
      ints[2 * desk + STARTED] = station.started;
      ints[2 * desk + REFUSALS] = station.refused;
    }
  }

  /** Tells the stations what has been counted. */
  store(): void {
    const { doubles, ints } = this.memory;
    for (const [station, desk] of this.stations) {
      storeLevel(doubles, desk + BUSY, station.busy);
      storeLevel(doubles, desk + QUEUE, station.queue);
      station.waited = doubles[desk + WAITED];
      station.served = doubles[desk + SERVED_TIME];
      station.completed = ints[2 * desk + COMPLETIONS];
      station.finished = ints[2 * desk + FINISHED];
      station.started = ints[2 * desk + STARTED];
      station.refused = ints[2 * desk + REFUSALS];
    }
  }

  /** A token comes and goes in the same instant, where nobody ever waits and nothing takes any time. */
  pass(task: number): void {
    const { ints } = this.memory;
    const desk = ints[((TASKS + task) << INTEGERS) + DESK];
    ints[2 * desk + STARTED]++;
    ints[2 * desk + COMPLETIONS]++;
    ints[2 * desk + FINISHED]++;
  }

  /** A token comes for a task; false when the waiting room is full and it is refused. */
  enter(token: number, task: number): boolean {
    const { doubles, ints } = this.memory;
    const now = doubles[CLOCK];
    const desk = ints[((TASKS + task) << INTEGERS) + DESK];
    const at = token << INTEGERS;
    doubles[(token << DOUBLES) + ENTERED] = now;
    ints[at + ADDRESS] = addressAt(SERVED, task);
    if (doubles[desk + BUSY] < doubles[desk + SERVERS]) {
      rise(doubles, desk + BUSY, now);
      this.start(token, task);
      return true;
    }
    if (doubles[desk + QUEUE] >= doubles[desk + ROOM]) {
      ints[2 * desk + REFUSALS]++;
      return false;
    }
    rise(doubles, desk + QUEUE, now);
    ints[at + NEXT] = -1;
    const tail = ints[2 * desk + TAIL];
    if (tail < 0) ints[2 * desk + HEAD] = token;
    else ints[(tail << INTEGERS) + NEXT] = token;
    ints[2 * desk + TAIL] = token;
    return true;
  }

  /** The token has had its service: its server takes the next one. */
  leave(token: number, task: number): void {
    const { doubles, ints } = this.memory;
    const now = doubles[CLOCK];
    const desk = ints[((TASKS + task) << INTEGERS) + DESK];
    ints[2 * desk + COMPLETIONS]++;
    ints[2 * desk + FINISHED]++;
    doubles[desk + SERVED_TIME] += now - doubles[(token << DOUBLES) + ENTERED];
    const next = ints[2 * desk + HEAD];
    if (next < 0) {
      fall(doubles, desk + BUSY, now);
      return;
    }
    const following = ints[(next << INTEGERS) + NEXT];
    ints[2 * desk + HEAD] = following;
    if (following < 0) ints[2 * desk + TAIL] = -1;
    fall(doubles, desk + QUEUE, now);
    doubles[desk + WAITED] += now - doubles[(next << DOUBLES) + ENTERED];
    doubles[(next << DOUBLES) + ENTERED] = now;
    this.start(next, taskOf(ints[(next << INTEGERS) + ADDRESS]));
  }

  /** The token's service begins. */
  private start(token: number, task: number): void {
    const { scheduler } = this;
    const { doubles, ints } = this.memory;
    const row = TASKS + task;
    const number = ints[(token << INTEGERS) + NUMBER];
    ints[2 * ints[(row << INTEGERS) + DESK] + STARTED]++;
    let time = Number.NaN;
    if (ints[(row << INTEGERS) + IS_EXPONENTIAL] === 1) {
      const unit = quickExponential(ints[(row << INTEGERS) + KEY_0], ints[(row << INTEGERS) + KEY_1], number, 0);
      time = unit * doubles[(row << DOUBLES) + MEAN];
    }
    if (Number.isNaN(time)) time = this.samplers[task].draw(number, 0);
    doubles[(token << DOUBLES) + TIME] = doubles[CLOCK] + time;
    // The end of a service is of the first class: its rank is its place in the sequence.
    doubles[(token << DOUBLES) + RANK] = scheduler.sequence++;
    scheduler.wheel.place(token);
  }
}
