/** The story of one order: what happened to it, moment by moment. */

/** What a moment of a story is about: the domain events of the ledger, then what goes between driver and services. */
export const STORY_EVENTS = {
  arrived: "the shopper clicks to buy",
  submitted: "the order is sent",
  accepted: "the order is accepted",
  rejected: "the shopper gives up: there is no order",
  reserved: "units are held",
  renewed: "the hold is renewed",
  expired: "the hold expires: the units are back on sale",
  retaken: "the hold had expired: the units are taken again",
  confirmed: "the hold becomes a sale",
  released: "the held units are back on sale",
  restocked: "the sold units are back on sale",
  charged: "the money is captured",
  refunded: "the money is given back",
  voided: "the charge had been compensated: its money is given back as it lands",
  shipped: "a shipment is created",
  cancelled: "a shipment is cancelled",
  completed: "the order is completed",
  failed: "the order has failed",
  stuck: "nothing can move the order on: it is stuck",
  lost: "no record of the order is left: it is lost",
  called: "the request arrives",
  answered: "the service answers",
  unheard: "the service has done its work, and nobody waits for the answer",
  requestLost: "the request is lost on the way",
  answerLost: "the answer is lost on the way",
  answerLate: "the answer will come too late",
  timedOut: "the driver stops waiting",
  callRefused: "the call is not made",
  eventLost: "an event is lost: nobody will hear of what was done",
  probed: "the circuit breaker lets this one call through, to see",
  joined: "the call joins the one in progress",
  crashed: "the driver dies",
  crashedUnrecorded: "the driver dies before its log has the outcome",
  fenced: "another driver has the order: the log refuses this one's next record, and it stops",
  resumed: "a driver takes the order up again",
} as const;
export type StoryEventName = keyof typeof STORY_EVENTS;

/** One moment. Time in seconds, units in pieces, money in minor units; absent is null. */
export interface StoryEvent {
  readonly time: number;
  readonly event: StoryEventName;
  /** The same in words. */
  readonly text: string;
  /** Id of the component it happened at, where that is one. */
  readonly component: string | null;
  /** Name of the saga's step, for what goes between driver and services. */
  readonly step: string | null;
  /** Whether the step was being compensated. */
  readonly compensation: boolean;
  readonly units: number | null;
  readonly money: number | null;
  /** It happened to a further order that the same click has led to. */
  readonly further?: true;
}

/** What is known of one order, in the order it happened. */
export interface Story {
  /** Its name, as a person quotes it. */
  readonly order: string;
  readonly events: readonly StoryEvent[];
}
