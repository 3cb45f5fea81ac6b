import type { ComponentOf, ComponentResult } from "../../model/index.ts";
import { Fate, isTransient, Outcome } from "../kernel/calls.ts";
import { Class } from "../kernel/lanes.ts";
import { addressOf, type Timer } from "../kernel/scheduler.ts";
import { Dispatcher, OWNERS_EVENT } from "./dispatcher.ts";
import type { Gateway } from "./gateway.ts";
import { reasonOf } from "./outcomes.ts";
import type { Part, PartGauges } from "./part.ts";
import { compileSaga, type Step } from "./saga.ts";
import type { Service } from "./service.ts";
import type { World } from "./world.ts";

const PUBLISHED = OWNERS_EVENT;

/** How often a service tries to publish an event that the queue did not take, in seconds. */
const OUTBOX_PERIOD = 1;

/** In a message's context, beside the number of the step that it asks for. */
const UNDO = 1 << 8;
const DETACHED = 1 << 9;
/** It was handed out more than once, so that it may have had its effect although it was refused. */
const REPEATED = 1 << 10;
const STEP_MASK = UNDO - 1;

/**
 * Choreography: services that react to each other's events. Success goes forward, from each service to the next; failure
 * goes backward, each service undoing its own part. The table of reactions is wiring: no state of any order is kept here,
 * nobody drives one, and an event that is lost leaves its order where it stands.
 */
export class EventQueue implements Part {
  readonly gauges: PartGauges;
  readonly events: ((call: number) => void)[];
  readonly returned: (copy: number) => void;
  private readonly dispatcher: Dispatcher;
  private readonly steps: readonly Step[];
  /** From a service's write to the arrival of its event, by step. */
  private readonly publishing: readonly Timer[];
  /** Why the order fails, which the events say; 0 while it goes forward. */
  private readonly failure;
  /** The held connection, plus one; 0 for none. */
  private readonly intake;

  constructor(
    private readonly world: World,
    private readonly self: number,
    private readonly component: ComponentOf<"eventQueue">,
  ) {
    const { id, config } = component;
    this.steps = compileSaga(world, component);
    this.publishing = this.steps.map(({ latency }) =>
      world.scheduler.lane([config.publishTime, latency], Class.delivery),
    );
    this.failure = world.orders.bytes();
    this.intake = world.orders.integers();
    world.remembers((order) => {
      this.failure.set(order, 0);
      this.intake.data[order] = 0;
    });
    if (config.saga.some(({ operation }) => operation === "charge" || operation === "capture")) {
      world.ledger.expectsPayment = true;
    }
    this.dispatcher = new Dispatcher(world, self, id, config, new Set(this.steps.map(({ target }) => target)), {
      done: (message, repeated) => this.written(message, repeated),
      dead: (message) => this.bury(message),
      retries: isTransient,
    });
    this.events = [...this.dispatcher.events, (message) => this.published(message)];
    this.returned = (copy) => this.dispatcher.returned(copy);
    this.gauges = this.dispatcher.gauges;
  }

  /** An order from the gateway: the first event, "order placed". */
  readonly receive = (call: number): void => {
    const { world, dispatcher } = this;
    const { calls } = world.scheduler;
    const { capacity } = this.component.config;
    const order = calls.order[call] as number;
    const gateway = world.part(calls.caller[call] as number) as Gateway;
    // The shopper has been told already: nobody waits for what becomes of the message.
    const claimed = calls.fate.of(call) === Fate.orphaned;
    if (dispatcher.isDown || (capacity !== null && dispatcher.depth >= capacity)) {
      dispatcher.refused++;
      calls.outcome.set(call, dispatcher.isDown ? Outcome.unavailable : Outcome.queueFull);
      if (claimed) gateway.undelivered(call);
      else world.giveBack(call);
      return;
    }
    calls.outcome.set(call, Outcome.ok);
    if (!claimed) world.ledger.accept(order, world.orders.number[order] as number, world.now);
    const message = world.openCall(order, this.self);
    world.orders.touched.set(order, 1);
    if (claimed) world.closeCall(call);
    else if (gateway.holdsConnections) this.intake.data[order] = call + 1;
    else gateway.returned(call);
    this.forward(message, 0);
  };

  bereft(copy: number): void {
    this.dispatcher.bereft(copy);
  }

  /** The broker dies. Without a replica, the events that waited are gone. */
  crash(): void {
    this.dispatcher.crash(this.component.config.replicated, (message) => this.loseEvent(message));
  }

  recover(): void {
    this.dispatcher.recover();
  }

  restart(now: number): void {
    this.dispatcher.restart(now);
  }

  figures(now: number): Omit<ComponentResult, "kind"> {
    return this.dispatcher.figures(now);
  }

  /** A service has written what a message asked for. The message is acknowledged with it; its own event follows. */
  private written(message: number, repeated: boolean): void {
    const { calls, now } = this.world.scheduler;
    const context = calls.context[message] as number;
    if ((context & DETACHED) !== 0) {
      this.world.closeCall(message);
      return;
    }
    this.tell("answered", message, calls.outcome.of(message));
    if (repeated) calls.context[message] = context | REPEATED;
    calls.entered.set(message, now);
    const way = this.publishing[context & STEP_MASK] as Timer;
    if (way.immediate) this.published(message);
    else way.start(message, addressOf(this.self, PUBLISHED));
  }

  /** The event has come to the queue, unless its service died before it was sent. */
  private published(message: number): void {
    const { world, dispatcher } = this;
    const { calls, now } = world.scheduler;
    const context = calls.context[message] as number;
    const { target, latency } = this.steps[context & STEP_MASK] as Step;
    const { lastDeath } = world.part(target) as Service;
    const died = lastDeath >= calls.entered.of(message) && lastDeath < now - latency;
    if (died && !this.component.config.outbox) {
      // Nobody has it, and nobody misses it: what the order holds stays where it is.
      this.tell("eventLost", message);
      return;
    }
    if (dispatcher.isDown) {
      world.scheduler.after(OUTBOX_PERIOD, Class.delivery, message, addressOf(this.self, PUBLISHED));
      return;
    }
    this.react(message, context);
  }

  private react(message: number, context: number): void {
    const { calls } = this.world.scheduler;
    const order = calls.order[message] as number;
    const step = context & STEP_MASK;
    const outcome = calls.outcome.of(message);
    if ((context & UNDO) !== 0) {
      this.backward(message, step - 1);
    } else if (outcome === Outcome.ok) {
      this.forward(message, step + 1);
    } else {
      this.failure.set(order, outcome);
      this.backward(message, (context & REPEATED) === 0 ? step - 1 : step);
    }
  }

  /** Success: the next service that matters reacts, and those before it that do not. */
  private forward(message: number, from: number): void {
    for (let step = from; step < this.steps.length; step++) {
      if (!(this.steps[step] as Step).bestEffort) {
        this.letGo(message, from, step);
        this.put(message, step, 0);
        return;
      }
    }
    this.complete(message, from);
  }

  /** Failure: the service before undoes its part. */
  private backward(message: number, from: number): void {
    for (let step = from; step >= 0; step--) {
      const { bestEffort, compensation } = this.steps[step] as Step;
      if (bestEffort || compensation < 0) continue;
      this.put(message, step, UNDO);
      return;
    }
    this.fail(message);
  }

  private letGo(message: number, first: number, end: number): void {
    const { world } = this;
    for (let step = first; step < end; step++) {
      if (!(this.steps[step] as Step).bestEffort) continue;
      this.put(world.openCall(world.scheduler.calls.order[message] as number, this.self), step, DETACHED);
    }
  }

  private put(message: number, step: number, purpose: number): void {
    const { calls } = this.world.scheduler;
    const { operation, compensation, occurrence, target } = this.steps[step] as Step;
    calls.context[message] = step | purpose;
    calls.operation[message] = purpose === UNDO ? compensation : operation;
    calls.attempt[message] = occurrence;
    calls.outcome.set(message, Outcome.pending);
    this.tell("called", message);
    this.dispatcher.put(message, target);
  }

  private complete(message: number, last: number): void {
    const { world } = this;
    const { orders } = world;
    const order = world.scheduler.calls.order[message] as number;
    const click = orders.click.of(order);
    orders.ended.set(order, 1);
    world.ledger.complete(order, orders.number[order] as number, click, world.valueOf(order), world.now);
    world.completedAfter(orders.number[order] as number, click);
    world.announceEnd(orders.number[order] as number);
    this.answer(order, Outcome.ok);
    this.letGo(message, last, this.steps.length);
    world.closeCall(message);
  }

  private fail(message: number): void {
    const { world } = this;
    const { orders } = world;
    const order = world.scheduler.calls.order[message] as number;
    const click = orders.click.of(order);
    orders.ended.set(order, 2);
    world.ledger.fail(order, orders.number[order] as number, click, world.now);
    world.failedAfter(orders.number[order] as number, click, reasonOf(this.failure.of(order)));
    world.announceEnd(orders.number[order] as number);
    this.answer(order, Outcome.orderFailed);
    world.closeCall(message);
  }

  /** A message was handed out as often as it may be: a person has to look at it. */
  private bury(message: number): void {
    const { world } = this;
    const { orders } = world;
    const { calls } = world.scheduler;
    const order = calls.order[message] as number;
    if (((calls.context[message] as number) & DETACHED) === 0) {
      orders.ended.set(order, 3);
      world.ledger.deadLetter(order, orders.number[order] as number, orders.click.of(order), world.now);
      this.answer(order, Outcome.orderFailed);
    }
    world.closeCall(message);
  }

  /** An event is gone with its broker. Of an order that had only been placed, nothing else is known. */
  private loseEvent(message: number): void {
    const { world } = this;
    const { orders } = world;
    const { calls } = world.scheduler;
    const context = calls.context[message] as number;
    const order = calls.order[message] as number;
    if (context === this.steps.findIndex(({ bestEffort }) => !bestEffort)) {
      orders.ended.set(order, 3);
      world.ledger.lose(order, orders.number[order] as number, orders.click.of(order), world.now);
      this.answer(order, Outcome.orderFailed);
    } else if ((context & DETACHED) === 0) {
      this.tell("eventLost", message);
      return;
    }
    world.closeCall(message);
  }

  private answer(order: number, outcome: number): void {
    const { world } = this;
    const intake = (this.intake.data[order] as number) - 1;
    if (intake < 0) return;
    this.intake.data[order] = 0;
    world.scheduler.calls.outcome.set(intake, outcome);
    (world.part(world.scheduler.calls.caller[intake] as number) as Gateway).returned(intake);
  }

  private tell(event: "called" | "answered" | "eventLost", message: number, outcome: number = Outcome.ok): void {
    const { stories, now, scheduler } = this.world;
    if (stories === null) return;
    const { calls } = scheduler;
    const context = calls.context[message] as number;
    const { name, target } = this.steps[context & STEP_MASK] as Step;
    stories.noted(event, calls.number[message] as number, now, {
      component: this.world.component(target).id,
      step: name,
      compensation: (context & UNDO) !== 0,
      ...(outcome !== Outcome.ok && { detail: reasonOf(outcome) }),
    });
  }
}
