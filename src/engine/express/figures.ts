import { SAMPLES_MAX, type Snapshots } from "../measure/timeline.ts";
import type { Gateway } from "../parts/gateway.ts";
import type { Orchestrator } from "../parts/orchestrator.ts";
import type { Queue } from "../parts/queue.ts";
import type { Shoppers } from "../parts/shoppers.ts";
import type { World } from "../parts/world.ts";
import type { Checkout } from "./checkout.ts";
import type { Core } from "./core.ts";
import {
  BREACHES,
  CREW,
  DIGEST,
  IN_SYSTEM,
  LEVEL_DOUBLES,
  READY,
  SOURCE_DOUBLES,
  Source,
  STATION_DOUBLES,
  State,
} from "./layout.ts";
import { loadLevel, storeLevel } from "./level.ts";
import type { Stations } from "./stations.ts";

/** Number of the item in the {@link Ledger}; the express lane knows one. */
const ITEM = 0;

/**
 * What the core has counted, for the parts that everybody else looks at. It stands in two stretches of the core's memory,
 * so that it can be kept as it was at an instant, and be shown later.
 */
export class Figures implements Snapshots {
  private readonly queue: Queue;
  private readonly orchestrator: Orchestrator;
  private readonly gateway: Gateway;
  private readonly messageBytes: number;
  /** In doubles: the state, the levels and the first source; where the stations end and the sources do. */
  private readonly state: number;
  private readonly levels: number;
  private readonly source: number;
  private readonly stationsEnd: number;
  private readonly sourcesEnd: number;
  /** Of a snapshot, in doubles. */
  private readonly width: number;
  private kept = new Float64Array(0);
  /** The present figures, while others are shown. */
  private present: Float64Array | null = null;

  constructor(
    private readonly world: World,
    checkout: Checkout,
    private readonly core: Core,
    private readonly stations: Stations,
    private readonly sources: readonly Shoppers[],
  ) {
    const part = <T>({ id }: { readonly id: string }) => world.part(world.indexOf(id)) as unknown as T;
    this.queue = part(checkout.queue);
    this.orchestrator = part(checkout.orchestrator);
    this.gateway = part(checkout.gateway);
    this.messageBytes = checkout.queue.config.messageBytes;
    const { exports } = core;
    this.state = exports.stateAt() >> 3;
    this.levels = exports.levelsAt() >> 3;
    this.source = exports.sourceAt(0) >> 3;
    this.stationsEnd = stations.last + STATION_DOUBLES;
    this.sourcesEnd = this.source + sources.length * SOURCE_DOUBLES;
    this.width = this.stationsEnd - this.state + this.sourcesEnd - this.source;
  }

  take(sample: number): void {
    this.copyTo(this.kept.length > 0 ? this.kept : this.room(), sample);
  }

  keep(from: number, to: number): void {
    this.kept.copyWithin(to * this.width, from * this.width, (from + 1) * this.width);
  }

  show(sample: number | null): void {
    if (this.present === null) {
      this.present = new Float64Array(this.width);
      this.copyTo(this.present, 0);
    }
    if (sample !== null) this.copyFrom(this.kept, sample);
    else {
      this.copyFrom(this.present, 0);
      this.present = null;
    }
    this.tell();
  }

  /** The scheduler is told how far the core is. */
  tellTime(): void {
    const { scheduler } = this.world;
    const { doubles } = this.core;
    scheduler.now = doubles[this.state + State.clock];
    scheduler.events = doubles[this.state + State.events];
  }

  /** The parts are told what has been counted. */
  tell(): void {
    this.tellLedger();
    this.tellQueue();
    const { doubles } = this.core;
    storeLevel(doubles, this.levels + CREW * LEVEL_DOUBLES, this.orchestrator.crew.busy);
    this.gateway.limited = doubles[this.state + State.limited];
    this.world.submissions.rateLimited = doubles[this.state + State.limited];
    this.stations.store();
    for (let rank = 0; rank < this.sources.length; rank++) {
      const at = this.source + rank * SOURCE_DOUBLES;
      this.sources[rank].index = doubles[at + Source.orders];
      this.sources[rank].turnedAway = doubles[at + Source.turnedAway];
    }
  }

  /** The core goes on from what the parts have counted: at the start, and after they have begun to count afresh. */
  load(): void {
    const { world, core, state } = this;
    const { ledger, digest } = world;
    const { doubles, ints } = core;
    if (ledger.stock.length > 0) {
      doubles[state + State.stock] = ledger.stock[ITEM];
      doubles[state + State.available] = ledger.available[ITEM];
      doubles[state + State.held] = ledger.held[ITEM];
      doubles[state + State.sold] = ledger.sold[ITEM];
    }
    doubles[state + State.backlogPeakAt] = world.backlog.peakAt ?? Number.NaN;
    doubles[state + State.backlogDrainedAt] = world.backlog.drainedAt ?? Number.NaN;
    ints[2 * state + DIGEST] = digest.state[0];
    ints[2 * state + DIGEST + 1] = digest.state[1];
    loadLevel(doubles, this.levels + IN_SYSTEM * LEVEL_DOUBLES, ledger.inSystem);
    loadLevel(doubles, this.levels + READY * LEVEL_DOUBLES, this.queue.ready);
    loadLevel(doubles, this.levels + CREW * LEVEL_DOUBLES, this.orchestrator.crew.busy);
    this.stations.load();
  }

  private tellLedger(): void {
    const { world, core, state } = this;
    const { ledger, digest } = world;
    const { doubles, ints } = core;
    ledger.arrived = doubles[state + State.arrived];
    ledger.submitted = doubles[state + State.submitted];
    ledger.accepted = doubles[state + State.accepted];
    ledger.rejected = doubles[state + State.rejected];
    ledger.completed = doubles[state + State.completed];
    ledger.failed = doubles[state + State.failed];
    ledger.captured = doubles[state + State.captured];
    ledger.refunded = doubles[state + State.refunded];
    ledger.completedValue = doubles[state + State.completedValue];
    ledger.completedNet = doubles[state + State.completedNet];
    ledger.sojourns = doubles[state + State.sojourns];
    if (ledger.stock.length > 0) {
      ledger.available[ITEM] = doubles[state + State.available];
      ledger.held[ITEM] = doubles[state + State.held];
      ledger.sold[ITEM] = doubles[state + State.sold];
    }
    for (const name of BREACHES) ledger.breaches[name].count = doubles[state + State[name]];
    storeLevel(doubles, this.levels + IN_SYSTEM * LEVEL_DOUBLES, ledger.inSystem);
    digest.state[0] = ints[2 * state + DIGEST];
    digest.state[1] = ints[2 * state + DIGEST + 1];
  }

  private tellQueue(): void {
    const { queue, state, messageBytes } = this;
    const { doubles } = this.core;
    const { backlog, submissions } = this.world;
    const orNull = (time: number) => (Number.isNaN(time) ? null : time);
    const ended = doubles[state + State.ended];
    storeLevel(doubles, this.levels + READY * LEVEL_DOUBLES, queue.ready);
    queue.refused = doubles[state + State.queueRefused];
    queue.follow(doubles[state + State.taken], ended);
    this.orchestrator.done = ended;
    submissions.answered = doubles[state + State.answered];
    backlog.level = queue.ready.value;
    backlog.bytes = backlog.level * messageBytes;
    backlog.peak = doubles[state + State.backlogPeak];
    backlog.peakAt = orNull(doubles[state + State.backlogPeakAt]);
    backlog.peakBytes = backlog.peak * messageBytes;
    backlog.drainedAt = orNull(doubles[state + State.backlogDrainedAt]);
    backlog.estimates = doubles[state + State.told];
    backlog.estimateSum = doubles[state + State.toldSum];
    backlog.estimateMax = doubles[state + State.toldMax];
  }

  private room(): Float64Array {
    this.kept = new Float64Array(SAMPLES_MAX * this.width);
    return this.kept;
  }

  private copyTo(to: Float64Array, index: number): void {
    const { doubles } = this.core;
    const at = index * this.width;
    to.set(doubles.subarray(this.state, this.stationsEnd), at);
    to.set(doubles.subarray(this.source, this.sourcesEnd), at + this.stationsEnd - this.state);
  }

  private copyFrom(from: Float64Array, index: number): void {
    const { doubles } = this.core;
    const at = index * this.width;
    const middle = at + this.stationsEnd - this.state;
    doubles.set(from.subarray(at, middle), this.state);
    doubles.set(from.subarray(middle, at + this.width), this.source);
  }
}
