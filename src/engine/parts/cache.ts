import type { ComponentOf, ComponentResult } from "../../model/index.ts";
import { isTransient, Outcome, type OutcomeCode } from "../kernel/calls.ts";
import { power } from "../kernel/math.ts";
import type { Handler } from "../kernel/scheduler.ts";
import { CacheStore } from "./cache-store.ts";
import { Carts } from "./cart.ts";
import { Errands } from "./errands.ts";
import { OWN_EVENT, Service } from "./service.ts";
import type { World } from "./world.ts";

const GET = 0;

/**
 * A cache that reads through: a miss goes to the database behind it, holding no server of the cache, and what comes back is
 * kept. With coalescing, those who miss a key that is being read already share that read.
 */
export class Cache extends Service {
  override readonly returned: Handler;
  private readonly store: CacheStore;
  private readonly popularity: Carts;
  private readonly errands: Errands;
  private readonly coalescing: boolean;
  /** The call whose read of a key the others share. */
  private readonly reads = new Map<number, number>();
  private hits = 0;
  private misses = 0;

  constructor(world: World, self: number, component: ComponentOf<"cache">) {
    super(world, self, component);
    const { keys, skew, capacity, ttl, start, coalescing } = component.config;
    this.store = new CacheStore(keys, capacity, ttl);
    if (start === "preWarmed") this.store.fill(0);
    const shares = Array.from({ length: keys }, (_, k) => power(k + 1, -skew));
    this.popularity = new Carts(shares, world.purpose(`${component.id}/key`));
    this.coalescing = coalescing;
    const [behind = ""] = world.linkedFrom(component.id);
    const errand = { component: behind, operation: "read" };
    const errands = new Errands(world, self, OWN_EVENT, [errand], (parent, _which, outcome) =>
      this.loaded(parent, outcome),
    );
    this.errands = errands;
    this.returned = (call) => errands.returned(call);
    this.events.push(...errands.handlers);
  }

  /** What was in memory is gone; those who shared a read get no answer. */
  override crash(): void {
    super.crash();
    this.store.clear();
    for (const first of this.reads.values()) this.forSharers(first, (call) => this.world.vanish(call));
    this.reads.clear();
  }

  override restart(now: number): void {
    super.restart(now);
    this.hits = 0;
    this.misses = 0;
  }

  override figures(now: number): Omit<ComponentResult, "kind"> {
    const asked = this.hits + this.misses;
    return { ...super.figures(now), hitRatio: asked === 0 ? null : this.hits / asked };
  }

  protected effect(call: number, order: number, operation: number): OutcomeCode {
    const key = this.keyOf(order);
    if (operation !== GET) {
      this.store.drop(key);
      return Outcome.ok;
    }
    if (this.store.read(key, this.world.now)) {
      this.hits++;
      return Outcome.ok;
    }
    this.misses++;
    this.station.leave(call);
    this.load(call, key);
    return Outcome.pending;
  }

  private load(call: number, key: number): void {
    const { calls } = this.world.scheduler;
    const first = this.coalescing ? this.reads.get(key) : undefined;
    if (first === undefined) {
      calls.next[call] = -1;
      if (this.coalescing) this.reads.set(key, call);
      this.errands.send(call, 0);
      return;
    }
    calls.next[call] = calls.next[first] as number;
    calls.next[first] = call;
  }

  /** The database has answered, or nobody waits for it any more. */
  private loaded(call: number, outcome: number): void {
    if (!this.survives(call)) return;
    const key = this.keyOf(this.world.scheduler.calls.order[call] as number);
    const answer = outcome === Outcome.ok ? outcome : isTransient(outcome) ? Outcome.serverError : Outcome.refused;
    if (outcome === Outcome.ok) this.store.store(key, this.world.now);
    if (this.coalescing) this.reads.delete(key);
    this.forSharers(call, (other) => this.turnAway(other, answer));
    this.turnAway(call, answer);
  }

  private forSharers(first: number, act: (call: number) => void): void {
    const { calls } = this.world.scheduler;
    let call = calls.next[first] as number;
    calls.next[first] = -1;
    while (call >= 0) {
      const next = calls.next[call] as number;
      act(call);
      call = next;
    }
  }

  private keyOf(order: number): number {
    return this.popularity.of(this.world.orders.number[order] as number, 1)[0] as number;
  }
}
