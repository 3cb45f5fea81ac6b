import { orderNumber } from "../kernel/orders.ts";
import type { Purpose } from "../kernel/random.ts";
import type { Timer } from "../kernel/scheduler.ts";
import { EDGES, HEIGHTS, INNER } from "../kernel/ziggurat.ts";
import type { Gateway } from "../parts/gateway.ts";
import type { Shoppers } from "../parts/shoppers.ts";
import type { World } from "../parts/world.ts";
import { stagesOf, writeArrivals } from "./arrivals.ts";
import type { Checkout } from "./checkout.ts";
import { Core } from "./core.ts";
import { Figures } from "./figures.ts";
import { BLOCK, BREACHES, SourceInteger, TOKEN_NUMBER } from "./layout.ts";
import { type Measured, Meters } from "./meters.ts";
import { writeSettings, writeWay } from "./settings.ts";
import { Stations } from "./stations.ts";

/**
 * The run of a checkout in which nothing fails but by business, by the core: one compiled program with all that it works
 * with in one stretch of memory. The parts of the world stand beside it, and have its figures between two runs. It must
 * never differ from them; the proof holds the two against each other.
 */
export class Express {
  private readonly core: Core;
  private readonly stations: Stations;
  private readonly sources: readonly Shoppers[];
  /** By source: clicks drawn, and what their luck is drawn for. */
  private readonly drawn: number[];
  private readonly lucks: readonly Purpose[];
  private readonly gateway: Gateway;
  /** The durations, as the world's meters are to have them. */
  readonly meters: Meters;
  /** The figures, as the parts are to have them. */
  readonly figures: Figures;

  constructor(
    private readonly world: World,
    checkout: Checkout,
    completion: Measured,
    acceptance: Measured,
  ) {
    const part = <T>({ id }: { readonly id: string }) => world.part(world.indexOf(id)) as unknown as T;
    this.sources = checkout.sources.map((source) => part<Shoppers>(source));
    this.drawn = this.sources.map(() => 0);
    this.lucks = checkout.sources.map(({ id }) => world.purpose(`${id}/arrival`));
    this.gateway = part(checkout.gateway);
    this.core = new Core({
      clicks: (source) => this.clicks(source),
      luck: (source, order) => this.lucks[source].exponential(order, 0),
      draw: (task, number) => this.stations.draw(task, number),
      admits: (now) => this.admits(now),
      first: (what, number, now) => this.first(what, number, now),
    });
    const { core } = this;
    const { exports } = core;
    core.doubles.set(EDGES, exports.edgesAt() >> 3);
    core.doubles.set(INNER, exports.innerAt() >> 3);
    core.doubles.set(HEIGHTS, exports.heightsAt() >> 3);
    this.stations = new Stations(core);
    writeSettings(core, world, checkout, this.stations);
    this.sources.forEach((source, rank) => {
      const units = world.unitsBySource[rank];
      const { arrivals } = checkout.sources[rank].config;
      exports.addSource(units, world.worth(orderNumber(rank, 0), units), stagesOf(arrivals).length);
      const at = exports.sourceAt(rank) >> 2;
      writeWay(core, core.ints[at + SourceInteger.there], source.way);
      writeWay(core, core.ints[at + SourceInteger.back], this.gateway.back[source.self] as Timer);
      writeWay(core, core.ints[at + SourceInteger.backFromQueue], this.gateway.backFromNext[source.self] as Timer);
      writeArrivals(core, rank, arrivals, this.lucks[rank]);
    });
    exports.openSources();
    this.figures = new Figures(world, checkout, core, this.stations, this.sources);
    this.figures.load();
    this.meters = new Meters(world, core, completion, acceptance);
  }

  /**
   * Fires the events up to and at `until`, lets the shoppers in who click until then, and takes the samples that are due
   * before, but stops when so many events have been fired in all; returns whether all were. When nothing is left to happen,
   * no further samples are taken.
   */
  run(until: number, last: number): boolean {
    const isDone = this.core.exports.run(until, last) !== 0;
    this.figures.tellTime();
    return isDone;
  }

  /** Time of the next event or click, Infinity when there is none. */
  nextTime(): number {
    return this.core.exports.nextTime();
  }

  /** Nothing is left to happen: every page of the books that is still open is checked. */
  settle(): void {
    const { exports } = this.core;
    const first = exports.live() >> 2;
    const { ints } = this.core;
    const numberOf = (token: number) => ints[(token >> 2) + TOKEN_NUMBER];
    const tokens = ints.slice(first, first + exports.found.value).sort((a, b) => numberOf(a) - numberOf(b));
    for (const token of tokens) exports.settle(token);
  }

  /** The order that was clicked first of those that have not ended; -1 for none. */
  oldestInFlight(): number {
    return this.core.exports.oldest();
  }

  private clicks(source: number): void {
    const at = this.core.ints[(this.core.exports.sourceAt(source) >> 2) + SourceInteger.block] >> 3;
    this.sources[source].clicksFrom(this.drawn[source], this.core.doubles.subarray(at, at + BLOCK));
    this.drawn[source] += BLOCK;
  }

  private admits(now: number): boolean {
    return this.gateway.limiter?.admit(now) ?? true;
  }

  /** Something has happened for the first time: money went back, or one of the breaches. */
  private first(what: number, number: number, now: number): void {
    const { ledger } = this.world;
    if (what === 0) {
      ledger.firsts.refunded = { order: number, time: now };
      return;
    }
    const breach = ledger.breaches[BREACHES[what - 1]];
    breach.firstOrder = number;
    breach.firstTime = now;
  }
}
