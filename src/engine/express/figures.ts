import { FIRST_INTERVAL, SAMPLES_MAX, type Snapshots } from "../measure/timeline.ts";
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
  SAMPLED_LEVEL,
  SAMPLED_SOURCE,
  SAMPLED_STATE,
  SAMPLED_STATION,
  SOURCE_DOUBLES,
  Source,
  State,
  TimelineDouble,
  TimelineInteger,
} from "./layout.ts";
import { loadLevel, storeLevel } from "./level.ts";
import type { Stations } from "./stations.ts";

/** Number of the item in the {@link Ledger}; the express lane knows one. */
const ITEM = 0;

/**
 * What the core has counted, for the parts that everybody else looks at. The core keeps what a timeline shows of it as it was
 * at each sample, so that it can be shown later.
 */
export class Figures implements Snapshots {
  private readonly queue: Queue;
  private readonly orchestrator: Orchestrator;
  private readonly gateway: Gateway;
  private readonly messageBytes: number;
  /** In doubles: where the state, the levels and the sources are, the clock of the samples, and how many all figures are. */
  private readonly state: number;
  private readonly levels: number;
  private readonly source: number;
  private readonly clock: number;
  private readonly width: number;
  /** Where in the core each figure of a sample comes from, in doubles. */
  private readonly sampled: readonly number[];
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
    this.state = exports.figuresAt() >> 3;
    this.levels = exports.levelsAt() >> 3;
    this.source = exports.sourceAt(0) >> 3;
    this.clock = exports.timelineAt() >> 3;
    this.width = this.source + sources.length * SOURCE_DOUBLES - this.state;
    const from = (place: number, fields: readonly number[]) => fields.map((field) => place + field);
    this.sampled = [
      ...from(this.state, SAMPLED_STATE),
      ...[IN_SYSTEM, READY, CREW].flatMap((level) => from(this.levels + level * LEVEL_DOUBLES, SAMPLED_LEVEL)),
      ...stations.all.flatMap((station) => from(station, SAMPLED_STATION)),
      ...sources.flatMap((_, rank) => from(this.source + rank * SOURCE_DOUBLES, SAMPLED_SOURCE)),
    ];
    exports.beginTimeline(FIRST_INTERVAL, SAMPLES_MAX, this.sampled.length);
    const list = core.ints[2 * this.clock + TimelineInteger.figures] >> 2;
    this.sampled.forEach((place, index) => {
      core.ints[list + index] = 8 * place;
    });
  }

  get interval(): number {
    return this.core.doubles[this.clock + TimelineDouble.interval];
  }

  get due(): number {
    return this.core.doubles[this.clock + TimelineDouble.due];
  }

  get count(): number {
    return this.core.ints[2 * this.clock + TimelineInteger.count];
  }

  sample(): void {
    this.core.exports.sample();
  }

  show(sample: number | null): void {
    const { core, state, width, sampled } = this;
    const { doubles, ints } = core;
    this.present ??= doubles.slice(state, state + width);
    if (sample === null) {
      doubles.set(this.present, state);
      this.present = null;
    } else {
      const at = (ints[2 * this.clock + TimelineInteger.samples] >> 3) + sample * sampled.length;
      for (let i = 0; i < sampled.length; i++) doubles[sampled[i]] = doubles[at + i];
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
}
