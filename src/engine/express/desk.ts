import type { Sampler } from "../kernel/distributions.ts";
import { Class } from "../kernel/lanes.ts";
import type { Scheduler } from "../kernel/scheduler.ts";
import type { Station } from "../parts/station.ts";
import { addressAt, SERVED } from "./addresses.ts";
import { ENTERED, NEXT, NUMBER, TASK, TOKEN_BITS, type Tokens } from "./tokens.ts";

/**
 * A {@link Station} whose servers all live as long as the run, worked by the express lane: the same first-in-first-out
 * waiting room, the same figures, with tokens in place of calls.
 */
export class Desk {
  private head = -1;
  private tail = -1;
  private readonly servers: number;
  private readonly room: number;

  /** @param samplers service time of each task, by the task's number; only those of this station are looked at */
  constructor(
    private readonly scheduler: Scheduler,
    private readonly tokens: Tokens,
    private readonly station: Station,
    private readonly samplers: readonly Sampler[],
  ) {
    this.servers = station.gauges.servers();
    this.room = station.room;
  }

  /** A token arrives; false when the waiting room is full and it is refused. */
  enter(token: number): boolean {
    const { station, scheduler, tokens } = this;
    const { now } = scheduler;
    tokens.doubles[(token << (TOKEN_BITS - 1)) | ENTERED] = now;
    if (station.busy.value < this.servers) {
      station.busy.add(1, now);
      this.start(token);
      return true;
    }
    if (station.queue.value >= this.room) {
      station.refused++;
      return false;
    }
    station.queue.add(1, now);
    const { integers } = tokens;
    integers[(token << TOKEN_BITS) | NEXT] = -1;
    if (this.tail < 0) this.head = token;
    else integers[(this.tail << TOKEN_BITS) | NEXT] = token;
    this.tail = token;
    return true;
  }

  /** The token has had its service: its server takes the next one. */
  leave(token: number): void {
    const { station, scheduler } = this;
    const { integers, doubles } = this.tokens;
    const { now } = scheduler;
    station.completed++;
    station.finished++;
    station.served += now - doubles[(token << (TOKEN_BITS - 1)) | ENTERED];
    const next = this.head;
    if (next < 0) {
      station.busy.add(-1, now);
      return;
    }
    this.head = integers[(next << TOKEN_BITS) | NEXT];
    if (this.head < 0) this.tail = -1;
    station.queue.add(-1, now);
    const entered = (next << (TOKEN_BITS - 1)) | ENTERED;
    station.waited += now - doubles[entered];
    doubles[entered] = now;
    this.start(next);
  }

  private start(token: number): void {
    const { scheduler, samplers } = this;
    const { integers } = this.tokens;
    const at = token << TOKEN_BITS;
    const task = integers[at | TASK];
    this.station.started++;
    const time = samplers[task].draw(integers[at | NUMBER], 0);
    scheduler.after(time, Class.finish, token, addressAt(SERVED, task));
  }
}
