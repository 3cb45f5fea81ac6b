import type { Autoscaling } from "../../model/index.ts";
import type { Agenda } from "../kernel/agenda.ts";
import type { Station } from "./station.ts";

/** What a scaler needs of the run: what time it is, and what happens when. */
interface Clock {
  readonly now: number;
  readonly agenda: Agenda;
}

/** What is scaled, as its scaler sees it. */
export interface Scalable {
  /** How many wait at the moment. */
  depth(): number;
  busy(): number;
  /** Live servers. */
  servers(): number;
  /** Integrals since the last restart of the figures, in server-seconds. */
  busyTime(now: number): number;
  serverTime(now: number): number;
  /** So many instances take calls from now on; those too many finish what they have. */
  resize(instances: number): void;
}

/**
 * Looks at a metric every so often, and adds instances, which boot first, or removes some. It never removes any while
 * others boot.
 */
export class Autoscaler {
  private booting = 0;
  /** When the next decision may be taken, in seconds. */
  private quietUntil = 0;
  /** The integrals when the metric was last looked at; below 0 when they were started anew since. */
  private busyBefore = 0;
  private liveBefore = 0;

  /** @param live instances at the start */
  constructor(
    private readonly world: Clock,
    private readonly settings: Autoscaling,
    private live: number,
    private readonly scaled: Scalable,
  ) {
    this.plan();
  }

  /** The scaler of a station, null where it is off. */
  static ofStation(
    world: Clock,
    config: {
      readonly instances: number;
      readonly concurrency: number | null;
      readonly autoscaling: Autoscaling | null;
    },
    station: Station,
  ): Autoscaler | null {
    const { autoscaling, instances, concurrency } = config;
    if (autoscaling === null || concurrency === null) return null;
    const { queue, busy, servers, busyTime, serverTime } = station.gauges;
    const resize = (count: number) => station.resize(count * concurrency);
    return new Autoscaler(world, autoscaling, instances, { depth: queue, busy, servers, busyTime, serverTime, resize });
  }

  /** The integrals are about to start anew: the metric goes on all the same. */
  restart(now: number): void {
    this.busyBefore -= this.scaled.busyTime(now);
    this.liveBefore -= this.scaled.serverTime(now);
  }

  private plan(): void {
    const { world, settings } = this;
    world.agenda.at(
      world.now + settings.period,
      () => this.evaluate(),
      () => this.wouldAdd(),
    );
  }

  private evaluate(): void {
    const { settings, world } = this;
    const level = this.measure(world.now);
    this.plan();
    if (world.now < this.quietUntil) return;
    const wanted = this.live + this.booting;
    if (level >= settings.scaleOutAt && wanted < settings.max) this.add(Math.min(settings.step, settings.max - wanted));
    else if (level <= settings.scaleInAt && this.booting === 0 && wanted > settings.min) {
      this.remove(Math.min(settings.step, wanted - settings.min));
    }
  }

  private measure(now: number): number {
    const { scaled } = this;
    const busy = scaled.busyTime(now);
    const live = scaled.serverTime(now);
    const busyFor = busy - this.busyBefore;
    const liveFor = live - this.liveBefore;
    this.busyBefore = busy;
    this.liveBefore = live;
    if (this.settings.metric === "queueDepth") return scaled.depth();
    // While nothing lives there is nothing to learn: neither threshold is met.
    return liveFor > 0 ? busyFor / liveFor : Number.NaN;
  }

  private add(instances: number): void {
    const { settings, world } = this;
    this.booting += instances;
    this.quietUntil = world.now + settings.coolDown;
    world.agenda.at(world.now + settings.bootTime, () => {
      this.booting -= instances;
      this.live += instances;
      this.scaled.resize(this.live);
    });
  }

  private remove(instances: number): void {
    this.live -= instances;
    this.quietUntil = this.world.now + this.settings.coolDown;
    this.scaled.resize(this.live);
  }

  /** Whether it would add instances for those who wait, if nothing else happened any more. */
  private wouldAdd(): boolean {
    const { scaled, settings } = this;
    if (scaled.depth() === 0 || this.live + this.booting >= settings.max) return false;
    const level = settings.metric === "queueDepth" ? scaled.depth() : scaled.busy() / scaled.servers();
    return level >= settings.scaleOutAt;
  }
}
