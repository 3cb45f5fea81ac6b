import type { Component, Link, Scenario } from "../../model/index.ts";
import { Agenda } from "../kernel/agenda.ts";
import { Fate } from "../kernel/calls.ts";
import { Orders, sourceOf } from "../kernel/orders.ts";
import { Purpose } from "../kernel/random.ts";
import { addressOf, type Handler, Scheduler } from "../kernel/scheduler.ts";
import { Backlog } from "../measure/backlog.ts";
import { Digest } from "../measure/digest.ts";
import type { LatencyMeter } from "../measure/latency.ts";
import { Ledger } from "../measure/ledger.ts";
import type { Sighting } from "../measure/sighting.ts";
import type { StatusMeter } from "../measure/status.ts";
import type { Stories } from "../measure/trace.ts";
import { Undriven } from "../measure/undriven.ts";
import { Intents } from "./intents.ts";
import type { Part } from "./part.ts";
import { StockNotice } from "./stock-notice.ts";

/** Latencies of the run as a whole, filled by the parts that see them end. */
export interface Meters {
  readonly acceptance: LatencyMeter;
  readonly completion: LatencyMeter;
  /** Click to the answer that there will be no order, whether refused or failed. */
  readonly refusal: LatencyMeter;
}

/** What the parts of one run share: clock, orders, books, and the way to each other. */
export class World {
  readonly scheduler = new Scheduler((calls, count) => this.fetch(calls, count));
  readonly orders = new Orders();
  readonly digest = new Digest();
  readonly ledger = new Ledger(this.digest, this.orders);
  readonly backlog = new Backlog();
  readonly undriven = new Undriven((row) => this.orders.number[row] as number);
  readonly agenda = new Agenda((time) => this.scheduler.stopAt(time));
  readonly parts: Part[] = [];
  /** What is written down of the orders that somebody follows; null when nobody does. */
  stories: Stories | null = null;
  /** Of each part, {@link Part.receive} and {@link Part.returned}. */
  readonly receivers: Handler[] = [];
  readonly returners: Handler[] = [];
  /** Orders that ended without completing, and refusals, by reason: how many, and the first of them. */
  readonly failures = new Map<string, { count: number; readonly first: Sighting }>();
  /** Units an order of each source asks for. */
  readonly unitsBySource: number[] = [];
  /** Age in seconds at which an order is not begun any more, because its hold would have run out. */
  deadlineAfterClick = Infinity;
  /** Whether a living driver is at work on an order: one test an orchestrator. */
  readonly driving: ((order: number) => boolean)[] = [];
  /** Different items an order of each source asks for. */
  readonly itemsBySource: number[] = [];
  /** Whether an order's message kills the worker that takes it, by source. */
  readonly poisonBySource: ((number: number) => boolean)[] = [];
  /** Of each source whose shoppers are to learn how their orders end: told the order's number when it has. */
  readonly endings: (((number: number) => void) | undefined)[] = [];
  /** What shoppers learn of the ends; null when it is not modelled. */
  status: StatusMeter | null = null;
  private readonly notices = new Map<string, StockNotice>();
  /** Whether the shopper of an order has called it off by the age it has (seconds), by source; null where nobody does. */
  readonly cancelsBySource: (((number: number, age: number) => boolean) | null)[] = [];
  /** Whether any shopper of this run cancels. */
  readonly hasCancels: boolean;
  /** Clicks whose shoppers may submit more than once; null when all submit once. */
  readonly intents: Intents | null;
  /** Submissions that were answered positively while the shopper waited, and those turned away with 429. */
  readonly submissions = { answered: 0, rateLimited: 0 };
  /** Instant after which nothing counts any more, in seconds. */
  readonly horizon: number;
  private readonly indexes = new Map<string, number>();
  private readonly links = new Map<string, Link>();
  /** Links that nothing gets over at the moment, with how many faults say so. */
  private readonly partitions = new Map<string, number>();
  /** Price of the units of an order, in minor units; by each inventory that orders draw from. */
  private readonly prices: ((number: number) => number)[] = [];
  private readonly forgetters: Handler[] = [];
  private readonly retaining: Part[] = [];

  constructor(
    readonly scenario: Scenario,
    readonly meters: Meters,
  ) {
    scenario.architecture.components.forEach((component, index) => {
      this.indexes.set(component.id, index);
    });
    for (const link of scenario.architecture.links) this.links.set(`${link.from} ${link.to}`, link);
    const { until, limit } = scenario.run;
    this.intents = Intents.areNeeded(scenario) ? new Intents(this) : null;
    this.hasCancels = scenario.architecture.components.some(
      ({ kind, config }) => kind === "shoppers" && config.cancels !== null,
    );
    this.horizon = until === "drained" ? limit : Math.min(until, limit);
  }

  get now(): number {
    return this.scheduler.now;
  }

  /** The number of the part with this id; throws when there is none (a validated scenario has it). */
  indexOf(id: string): number {
    const index = this.indexes.get(id);
    if (index === undefined) throw new Error(`no component has the id ${JSON.stringify(id)}`);
    return index;
  }

  component(index: number): Component {
    return this.scenario.architecture.components[index] as Component;
  }

  /** The next part, in the order of the document's components. */
  add(part: Part): void {
    this.scheduler.handle(this.parts.length, part.events);
    this.parts.push(part);
    this.receivers.push(part.receive);
    this.returners.push(part.returned);
  }

  /** The call has come to the part with this number. */
  deliver(call: number, part: number): void {
    (this.receivers[part] as Handler)(call);
  }

  /** The call has its outcome: its caller is told. */
  giveBack(call: number): void {
    (this.returners[this.scheduler.calls.caller[call] as number] as Handler)(call);
  }

  part(index: number): Part {
    return this.parts[index] as Part;
  }

  /** One-way latency of the link between two components, in seconds; 0 when they are not linked. */
  latency(from: string, to: string): number {
    return this.link(from, to)?.latency ?? 0;
  }

  link(from: string, to: string): Link | undefined {
    return this.links.get(`${from} ${to}`);
  }

  /** Whether nothing gets over the link at the moment. */
  isPartitioned(from: string, to: string): boolean {
    return this.partitions.size > 0 && (this.partitions.get(`${from} ${to}`) ?? 0) > 0;
  }

  /** A partition begins (1) or ends (-1). */
  partition(from: string, to: string, change: 1 | -1): void {
    const key = `${from} ${to}`;
    this.partitions.set(key, (this.partitions.get(key) ?? 0) + change);
  }

  /** Whether a living driver is at work on the order. */
  isDriven(order: number): boolean {
    return this.driving.some((test) => test(order));
  }

  /** Nothing will come of this call any more: an answer, if one is awaited, never arrives. */
  vanish(call: number): void {
    const { calls } = this.scheduler;
    if (calls.fate.of(call) === Fate.orphaned) {
      this.closeCall(call);
      return;
    }
    calls.fate.set(call, Fate.silent);
    this.part(calls.caller[call] as number).bereft?.(call);
  }

  /** Ids of the components that `id` links to, in the order of the document. */
  linkedFrom(id: string): string[] {
    return this.scenario.architecture.links.filter((link) => link.from === id).map((link) => link.to);
  }

  purpose(name: string): Purpose {
    return new Purpose(this.scenario.run.seed, name);
  }

  address(id: string, event: number): number {
    return addressOf(this.indexOf(id), event);
  }

  /** From now on the part is told when an order can be forgotten. */
  remembers(forget: Handler): void {
    this.forgetters.push(forget);
  }

  /** From now on the part is asked before an order is forgotten. */
  retains(part: Part): void {
    this.retaining.push(part);
  }

  /** Where the inventory with this id makes its stock known. */
  noticeOf(id: string): StockNotice {
    const component = this.component(this.indexOf(id));
    const items = component.kind === "inventory" ? component.config.items : [];
    const known = this.notices.get(id) ?? new StockNotice(items.reduce((sum, { stock }) => sum + stock, 0));
    this.notices.set(id, known);
    return known;
  }

  /** The order has ended, completed or failed: its shopper is to learn of it. */
  announceEnd(number: number): void {
    this.endings[sourceOf(number)]?.(number);
  }

  /** An inventory tells what the units of one order cost. */
  pricedBy(price: (number: number) => number): void {
    this.prices.push(price);
  }

  /** What an order is worth, in minor units: price times units over all inventories, or a nominal 100.00 without any. */
  valueOf(order: number): number {
    return this.worth(this.orders.number[order] as number, this.orders.units[order] as number);
  }

  /** What so many units of each item of the order with this number are worth. */
  worth(number: number, units: number): number {
    let price = 0;
    for (let i = 0; i < this.prices.length; i++) price += (this.prices[i] as (n: number) => number)(number);
    return this.prices.length === 0 ? NOMINAL_VALUE : price * units;
  }

  /** Units that the order with this number asks for. */
  unitsOf(number: number): number {
    return this.unitsBySource[sourceOf(number)] as number;
  }

  /** Different items that the order with this number asks for. */
  itemsOf(number: number): number {
    return this.itemsBySource[sourceOf(number)] as number;
  }

  isPoison(number: number): boolean {
    return (this.poisonBySource[sourceOf(number)] as (n: number) => boolean)(number);
  }

  /** Whether the shopper of the order has called it off by now. */
  isCancelled(order: number): boolean {
    if (!this.hasCancels) return false;
    const number = this.orders.number[order] as number;
    const test = this.cancelsBySource[sourceOf(number)] ?? null;
    return test?.(number, this.now - this.orders.click.of(order)) ?? false;
  }

  openOrder(number: number, click: number, units: number): number {
    const order = this.orders.open(number, click, units);
    this.ledger.open(order);
    return order;
  }

  /** One more thing refers to the order. */
  keep(order: number): void {
    this.orders.references[order] = (this.orders.references[order] as number) + 1;
  }

  /** One thing less refers to the order; when none is left, it is put away. */
  release(order: number): void {
    const left = (this.orders.references[order] as number) - 1;
    this.orders.references[order] = left;
    if (left > 0) return;
    if (this.orders.touched.of(order) === 1) {
      for (let i = 0; i < this.retaining.length; i++) if ((this.retaining[i] as Part).retain?.(order)) return;
      for (let i = 0; i < this.forgetters.length; i++) (this.forgetters[i] as Handler)(order);
      this.ledger.close(order, this.orders.number[order] as number, this.now);
    }
    this.orders.close(order);
  }

  /** Opens a call for an order, which the call then keeps. */
  openCall(order: number, caller: number): number {
    const { calls } = this.scheduler;
    const call = calls.open(order, this.orders.number[order] as number);
    calls.caller[call] = caller;
    this.keep(order);
    return call;
  }

  closeCall(call: number): void {
    const { calls } = this.scheduler;
    const order = calls.order[call] as number;
    calls.close(call);
    this.release(order);
  }

  /** Calls have their turn soon: reads their orders, many at once. */
  private fetch(soon: Int32Array, count: number): void {
    const { order } = this.scheduler.calls;
    for (let i = 0; i < count; i++) soon[i] = order[soon[i] as number] as number;
    this.orders.fetch(soon, 0, count);
  }

  /** Nothing is left to happen: orders that have not ended are stuck, and every open page of the books is checked. */
  settle(): void {
    const { orders, ledger, now } = this;
    for (const part of this.parts) part.strand?.();
    const open: number[] = [];
    for (const order of orders.all()) {
      if ((orders.references[order] as number) === 0) continue;
      open.push(order);
      if (orders.ended.of(order) !== 0) continue;
      orders.ended.set(order, 3);
      ledger.strand(order, orders.number[order] as number, orders.click.of(order), now);
    }
    // By number, so that the first example of a breach does not depend on which row an order has.
    open.sort((a, b) => (orders.number[a] as number) - (orders.number[b] as number));
    for (const order of open) ledger.close(order, orders.number[order] as number, now);
  }

  /** How long an order took that has completed. A further order of an intent is nobody's: its intent has one already. */
  completedAfter(number: number, click: number): void {
    if (number >= 0) this.meters.completion.add(this.now - click, this.now, number);
  }

  /** Why an order failed, and how long its shopper waited for that; of a further order of an intent, nothing. */
  failedAfter(number: number, click: number, reason: string): void {
    if (number < 0) return;
    this.countFailure(reason, number);
    this.meters.refusal.add(this.now - click, this.now, number);
  }

  countFailure(reason: string, number: number): void {
    const known = this.failures.get(reason);
    if (known === undefined) this.failures.set(reason, { count: 1, first: { order: number, time: this.now } });
    else known.count++;
  }

  /** Every order that has not ended, with its click. */
  eachInFlight(visit: (number: number, click: number) => void): void {
    const { references, ended, number, click } = this.orders;
    for (const order of this.orders.all()) {
      if ((references[order] as number) > 0 && ended.of(order) === 0) visit(number[order] as number, click.of(order));
    }
    for (const part of this.parts) part.eachWaiting?.(visit);
  }
}

/** What an order is worth when nothing in the architecture has a price: 100.00. */
const NOMINAL_VALUE = 10_000;
