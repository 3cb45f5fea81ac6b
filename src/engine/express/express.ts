import { orderNumber, sourceOf } from "../kernel/orders.ts";
import type { Timer } from "../kernel/scheduler.ts";
import { EDGES, INNER } from "../kernel/ziggurat.ts";
import type { LatencyMeter } from "../measure/latency.ts";
import type { ViolationName } from "../measure/ledger.ts";
import type { Gateway } from "../parts/gateway.ts";
import type { Orchestrator } from "../parts/orchestrator.ts";
import { reasonOf } from "../parts/outcomes.ts";
import type { Queue } from "../parts/queue.ts";
import type { Shoppers } from "../parts/shoppers.ts";
import type { World } from "../parts/world.ts";
import type { Checkout } from "./checkout.ts";
import { Core } from "./core.ts";
import {
  BLOCK,
  CREW,
  DIGEST,
  IN_SYSTEM,
  LEVEL_DOUBLES,
  READY,
  SAMPLES,
  Source,
  SourceInteger,
  State,
  TOKEN_NUMBER,
} from "./layout.ts";
import { loadLevel, storeLevel } from "./level.ts";
import { writeSettings, writeWay } from "./settings.ts";
import { Stations } from "./stations.ts";

/** Number of the item in the {@link Ledger}; the express lane knows one. */
const ITEM = 0;
/** By number in the core. */
const BREACHES: readonly ViolationName[] = ["leakedHolds", "chargedWithoutOrder", "shippedWithoutPayment"];

/**
 * The run of a checkout in which nothing fails but by business, by the core: one compiled program with all that it works
 * with in one stretch of memory. The parts of the world stand beside it, and have its figures between two runs. It must
 * never differ from them; the proof holds the two against each other.
 */
export class Express {
  private readonly core: Core;
  private readonly stations: Stations;
  private readonly sources: readonly Shoppers[];
  /** By source: clicks drawn. */
  private readonly drawn: number[];
  private readonly gateway: Gateway;
  private readonly queue: Queue;
  private readonly orchestrator: Orchestrator;
  private readonly messageBytes: number;
  /** By number in the core. */
  private readonly meters: readonly LatencyMeter[];
  private readonly state: number;
  private readonly levels: number;

  constructor(
    private readonly world: World,
    checkout: Checkout,
  ) {
    const part = <T>({ id }: { readonly id: string }) => world.part(world.indexOf(id)) as unknown as T;
    this.sources = checkout.sources.map((source) => part<Shoppers>(source));
    this.drawn = this.sources.map(() => 0);
    this.gateway = part(checkout.gateway);
    this.queue = part(checkout.queue);
    this.orchestrator = part(checkout.orchestrator);
    this.messageBytes = checkout.queue.config.messageBytes;
    this.meters = [world.meters.completion, world.meters.acceptance];
    this.core = Core.start({
      clicks: (source) => this.clicks(source),
      draw: (task, number) => this.stations.draw(task, number),
      admits: (now) => this.admits(now),
      count: (meter, samples) => this.count(meter, samples),
      rejected: (number, click, outcome, now) => this.rejected(number, click, outcome, now),
      failed: (number, click, outcome, now) => this.failed(number, click, outcome, now),
      refunded: (number, value, now) => this.refunded(number, value, now),
      oversold: (units, number, now) => world.ledger.oversell(units, number, now),
      breached: (breach, number, now) => world.ledger.breach(BREACHES[breach], number, now),
    });
    const { core } = this;
    const { exports } = core;
    core.doubles.set(EDGES, exports.edgesAt() >> 3);
    core.doubles.set(INNER, exports.innerAt() >> 3);
    this.stations = new Stations(core);
    writeSettings(core, world, checkout, this.stations);
    this.state = exports.stateAt() >> 3;
    this.levels = exports.levelsAt() >> 3;
    this.sources.forEach((source, rank) => {
      const units = world.unitsBySource[rank];
      exports.addSource(units, world.worth(orderNumber(rank, 0), units));
      const at = exports.sourceAt(rank) >> 2;
      writeWay(core, core.ints[at + SourceInteger.there], source.way);
      writeWay(core, core.ints[at + SourceInteger.back], this.gateway.back[source.self] as Timer);
      writeWay(core, core.ints[at + SourceInteger.backFromQueue], this.gateway.backFromNext[source.self] as Timer);
    });
    this.load();
  }

  /**
   * Fires the events up to and at `until`, and lets the shoppers in who click until then, but stops when so many events
   * have been fired in all; returns whether all were.
   */
  run(until: number, last: number): boolean {
    const isDone = this.core.exports.run(until, last) !== 0;
    this.store();
    return isDone;
  }

  /** Time of the next event or click, Infinity when there is none. */
  nextTime(): number {
    return this.core.exports.nextTime();
  }

  /** The meters are told of all durations so far. */
  flush(): void {
    this.core.exports.flushAll();
  }

  /** The parts have begun to count afresh: the warm-up is over. */
  restart(): void {
    this.load();
  }

  /** Nothing is left to happen: every page of the books that is still open is checked. */
  settle(): void {
    const { exports } = this.core;
    const first = exports.live() >> 2;
    const { ints } = this.core;
    const numberOf = (token: number) => ints[(token >> 2) + TOKEN_NUMBER];
    const tokens = ints.slice(first, first + exports.count.value).sort((a, b) => numberOf(a) - numberOf(b));
    for (const token of tokens) exports.settle(token);
  }

  /** The order that was clicked first of those that have not ended; -1 for none. */
  oldestInFlight(): number {
    return this.core.exports.oldest();
  }

  /** The core goes on from what the parts have counted. */
  private load(): void {
    const { world, core, state } = this;
    const { ledger, backlog, digest, scheduler } = world;
    const { doubles, ints } = core;
    doubles[state + State.clock] = scheduler.now;
    doubles[state + State.events] = scheduler.events;
    doubles[state + State.arrived] = ledger.arrived;
    doubles[state + State.submitted] = ledger.submitted;
    doubles[state + State.accepted] = ledger.accepted;
    doubles[state + State.completed] = ledger.completed;
    doubles[state + State.captured] = ledger.captured;
    doubles[state + State.completedValue] = ledger.completedValue;
    doubles[state + State.completedNet] = ledger.completedNet;
    doubles[state + State.sojourns] = ledger.sojourns;
    if (ledger.stock.length > 0) {
      doubles[state + State.stock] = ledger.stock[ITEM];
      doubles[state + State.available] = ledger.available[ITEM];
      doubles[state + State.held] = ledger.held[ITEM];
      doubles[state + State.sold] = ledger.sold[ITEM];
    }
    doubles[state + State.backlogPeak] = backlog.peak;
    doubles[state + State.backlogPeakAt] = backlog.peakAt ?? Number.NaN;
    doubles[state + State.backlogDrainedAt] = backlog.drainedAt ?? Number.NaN;
    ints[2 * state + DIGEST] = digest.state[0];
    ints[2 * state + DIGEST + 1] = digest.state[1];
    loadLevel(doubles, this.levels + IN_SYSTEM * LEVEL_DOUBLES, ledger.inSystem);
    loadLevel(doubles, this.levels + READY * LEVEL_DOUBLES, this.queue.ready);
    loadLevel(doubles, this.levels + CREW * LEVEL_DOUBLES, this.orchestrator.crew.busy);
    this.stations.load();
  }

  /** The parts are told what has been counted. */
  private store(): void {
    const { world, core, state } = this;
    const { ledger, digest, scheduler } = world;
    const { doubles, ints } = core;
    scheduler.now = doubles[state + State.clock];
    scheduler.events = doubles[state + State.events];
    ledger.arrived = doubles[state + State.arrived];
    ledger.submitted = doubles[state + State.submitted];
    ledger.accepted = doubles[state + State.accepted];
    ledger.completed = doubles[state + State.completed];
    ledger.captured = doubles[state + State.captured];
    ledger.completedValue = doubles[state + State.completedValue];
    ledger.completedNet = doubles[state + State.completedNet];
    ledger.sojourns = doubles[state + State.sojourns];
    if (ledger.stock.length > 0) {
      ledger.available[ITEM] = doubles[state + State.available];
      ledger.held[ITEM] = doubles[state + State.held];
      ledger.sold[ITEM] = doubles[state + State.sold];
    }
    digest.state[0] = ints[2 * state + DIGEST];
    digest.state[1] = ints[2 * state + DIGEST + 1];
    storeLevel(doubles, this.levels + IN_SYSTEM * LEVEL_DOUBLES, ledger.inSystem);
    storeLevel(doubles, this.levels + READY * LEVEL_DOUBLES, this.queue.ready);
    storeLevel(doubles, this.levels + CREW * LEVEL_DOUBLES, this.orchestrator.crew.busy);
    this.storeQueue(doubles);
    this.stations.store();
    this.sources.forEach((source, rank) => {
      source.index = doubles[(core.exports.sourceAt(rank) >> 3) + Source.orders];
    });
  }

  private storeQueue(doubles: Float64Array): void {
    const { queue, state, messageBytes } = this;
    const { backlog, submissions } = this.world;
    const orNull = (time: number) => (Number.isNaN(time) ? null : time);
    backlog.level = queue.ready.value;
    backlog.bytes = backlog.level * messageBytes;
    backlog.peak = doubles[state + State.backlogPeak];
    backlog.peakAt = orNull(doubles[state + State.backlogPeakAt]);
    backlog.peakBytes = backlog.peak * messageBytes;
    backlog.drainedAt = orNull(doubles[state + State.backlogDrainedAt]);
    backlog.estimates = doubles[state + State.told];
    backlog.estimateSum = doubles[state + State.toldSum];
    backlog.estimateMax = doubles[state + State.toldMax];
    submissions.answered = doubles[state + State.answered];
    queue.refused = doubles[state + State.queueRefused];
    const ended = doubles[state + State.ended];
    this.orchestrator.done = ended;
    queue.follow(doubles[state + State.taken], ended);
  }

  private clicks(source: number): void {
    const at = this.core.ints[(this.core.exports.sourceAt(source) >> 2) + SourceInteger.block] >> 3;
    this.sources[source].clicksFrom(this.drawn[source], this.core.doubles.subarray(at, at + BLOCK));
    this.drawn[source] += BLOCK;
  }

  private admits(now: number): boolean {
    const { gateway, world } = this;
    if (gateway.limiter === null || gateway.limiter.admit(now)) return true;
    gateway.limited++;
    world.submissions.rateLimited++;
    return false;
  }

  private count(meter: number, samples: number): void {
    const at = this.core.exports.columnsAt(meter) >> 3;
    const { doubles, ints } = this.core;
    const seconds = doubles.subarray(at, at + samples);
    const times = doubles.subarray(at + SAMPLES, at + SAMPLES + samples);
    const numbers = ints.subarray(2 * (at + 2 * SAMPLES), 2 * (at + 2 * SAMPLES) + samples);
    this.meters[meter].addAll(seconds, times, numbers, samples);
  }

  private rejected(number: number, click: number, outcome: number, now: number): void {
    const { world } = this;
    const { ledger } = world;
    world.scheduler.now = now;
    this.sources[sourceOf(number)].turnedAway++;
    world.failedAfter(number, click, reasonOf(outcome));
    if (ledger.rejected++ === 0) ledger.firsts.rejected = { order: number, time: now };
  }

  private failed(number: number, click: number, outcome: number, now: number): void {
    const { world } = this;
    const { ledger } = world;
    world.scheduler.now = now;
    if (ledger.failed++ === 0) ledger.firsts.failed = { order: number, time: now };
    world.failedAfter(number, click, reasonOf(outcome));
  }

  private refunded(number: number, value: number, now: number): void {
    const { ledger } = this.world;
    if (ledger.refunded === 0) ledger.firsts.refunded = { order: number, time: now };
    ledger.refunded += value;
  }
}
