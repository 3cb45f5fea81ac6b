import {
  type Component,
  formatCount,
  formatMoney,
  type Scenario,
  STORY_EVENTS,
  type Story,
  type StoryEvent,
  type StoryEventName,
} from "../../model/index.ts";
import { intentNumber, orderName } from "../kernel/orders.ts";
import { Event, type EventCode, type Witness } from "./ledger.ts";

/** No story gets longer: an order that is retried for ever would fill the memory. */
export const STORY_LENGTH_MAX = 10_000;

const NAMES = new Map<EventCode, StoryEventName>(
  Object.entries(Event).map(([name, code]) => [code, name as StoryEventName]),
);

/** Which kind of component a domain event happens at. */
const PLACES: Partial<Record<StoryEventName, Component["kind"]>> = {
  reserved: "inventory",
  renewed: "inventory",
  expired: "inventory",
  retaken: "inventory",
  confirmed: "inventory",
  released: "inventory",
  restocked: "inventory",
  charged: "payment",
  refunded: "payment",
  voided: "payment",
  shipped: "shipping",
  cancelled: "shipping",
};

/** A moment between driver and service. */
export interface Moment {
  /** Id of the service. */
  readonly component: string;
  readonly step: string | null;
  readonly compensation: boolean;
  /** What is to be said beside the event's own words. */
  readonly detail?: string;
}

/** Writes down what happens to the orders that somebody follows, and to no others. */
export class Stories implements Witness {
  private readonly stories = new Map<number, StoryEvent[]>();
  /** By kind, the id of the only component of that kind; a domain event does not say where it happened. */
  private readonly only = new Map<string, string | null>();

  /** @param follows whether the order with this number, and any further one of its intent, is followed */
  constructor(
    scenario: Scenario,
    private readonly follows: (number: number) => boolean,
  ) {
    for (const { id, kind } of scenario.architecture.components) this.only.set(kind, this.only.has(kind) ? null : id);
  }

  /** A domain event, as the ledger books it. */
  saw(code: EventCode, _row: number, number: number, time: number, amount: number): void {
    if (!this.follows(intentNumber(number))) return;
    const event = NAMES.get(code) as StoryEventName;
    const place = PLACES[event];
    const money = place === "payment" ? amount : null;
    const units = place === "inventory" && amount > 0 ? amount : null;
    let text: string = STORY_EVENTS[event];
    if (money !== null) text += `: ${formatMoney(money)}`;
    if (units !== null) text += ` (${formatCount(units)} ${units === 1 ? "unit" : "units"})`;
    const component = place === undefined ? null : (this.only.get(place) ?? null);
    this.add(number, { time, event, text, component, step: null, compensation: false, units, money });
  }

  /** Something between driver and service. */
  noted(event: StoryEventName, number: number, time: number, moment: Moment): void {
    if (!this.follows(intentNumber(number))) return;
    const { component, step, compensation, detail } = moment;
    const about = step === null ? "" : `${compensation ? "undo " : ""}${step}: `;
    const text = `${about}${STORY_EVENTS[event]}${detail === undefined ? "" : `: ${detail}`}`;
    this.add(number, { time, event, text, component, step, compensation, units: null, money: null });
  }

  /** What is known so far, by order number. */
  told(): Story[] {
    return [...this.stories]
      .sort(([a], [b]) => a - b)
      .map(([number, events]) => ({ order: orderName(number), events }));
  }

  /** A further order of an intent is part of the story of its first. */
  private add(number: number, event: StoryEvent): void {
    const first = intentNumber(number);
    const told: StoryEvent =
      number === first ? event : { ...event, text: `further order: ${event.text}`, further: true };
    const story = this.stories.get(first);
    if (story === undefined) this.stories.set(first, [told]);
    else if (story.length < STORY_LENGTH_MAX) story.push(told);
  }
}
