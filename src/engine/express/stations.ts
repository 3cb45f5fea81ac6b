import type { Sampler } from "../kernel/distributions.ts";
import type { Station } from "../parts/station.ts";
import type { Core } from "./core.ts";
import { Station as At } from "./layout.ts";
import { loadLevel, storeLevel } from "./level.ts";

/** The {@link Station}s of a checkout, whose servers all live as long as the run, and where the core keeps theirs. */
export class Stations {
  /** Where each one is, in bytes. */
  private readonly places = new Map<Station, number>();
  /** By task. */
  private readonly samplers: Sampler[] = [];

  constructor(private readonly core: Core) {}

  /** Where the station is in the core, in bytes. */
  placeOf(station: Station): number {
    const known = this.places.get(station) ?? this.core.exports.newStation(station.gauges.servers(), station.room);
    this.places.set(station, known);
    return known;
  }

  /** Where they are, in doubles. */
  get all(): number[] {
    return [...this.places.values()].map((place) => place >> 3);
  }

  /** The times of this task are drawn by this sampler. */
  timedBy(task: number, sampler: Sampler): void {
    this.samplers[task] = sampler;
  }

  /** A service time of a task for the order with this number, in seconds. */
  draw(task: number, number: number): number {
    return this.samplers[task].draw(number, 0);
  }

  load(): void {
    const { doubles } = this.core;
    for (const [station, place] of this.places) {
      const at = place >> 3;
      loadLevel(doubles, at + At.busy, station.busy);
      loadLevel(doubles, at + At.queue, station.queue);
      doubles[at + At.waited] = station.waited;
      doubles[at + At.served] = station.served;
      doubles[at + At.completed] = station.completed;
      doubles[at + At.finished] = station.finished;
      doubles[at + At.started] = station.started;
      doubles[at + At.refused] = station.refused;
    }
  }

  store(): void {
    const { doubles } = this.core;
    for (const [station, place] of this.places) {
      const at = place >> 3;
      storeLevel(doubles, at + At.busy, station.busy);
      storeLevel(doubles, at + At.queue, station.queue);
      station.waited = doubles[at + At.waited];
      station.served = doubles[at + At.served];
      station.completed = doubles[at + At.completed];
      station.finished = doubles[at + At.finished];
      station.started = doubles[at + At.started];
      station.refused = doubles[at + At.refused];
    }
  }
}
