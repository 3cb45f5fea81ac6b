import {
  choice,
  count,
  distribution,
  duration,
  group,
  nullable,
  number,
  type OneOf,
  oneOf,
  probability,
  rate,
  toggle,
} from "../fields.ts";
import { formatCount, formatDuration, formatRate } from "../format.ts";
import { entryFields } from "./entry.ts";
import { defineKind } from "./kind.ts";
import { serversText, settleServers, stationFields } from "./station.ts";

const tokenBucket = group(
  {
    label: "Token bucket",
    help: "A request takes a token or is turned away with 429.",
    default: { rate: 1000, burst: 1000 },
  },
  {
    rate: rate({ label: "Rate", help: "Tokens added a second.", above: 0 }),
    burst: number({
      label: "Burst",
      help: "The most tokens the bucket holds; it starts full.",
      min: 1,
      unit: "tokens",
    }),
  },
);

const leakyBucket = group(
  {
    label: "Leaky bucket",
    help: "Requests wait in a bucket and leave it at a steady pace; when it is full, the next one is turned away with 429.",
    default: { rate: 1000, capacity: 1000 },
  },
  {
    rate: rate({ label: "Rate", help: "Requests that leave the bucket a second.", above: 0 }),
    capacity: count({ label: "Capacity", help: "How many may wait in the bucket.", unit: "requests" }),
  },
);

const slidingWindow = group(
  {
    label: "Sliding window",
    help: "No stretch of time as long as the window sees more requests than the limit; the others are turned away with 429.",
    default: { limit: 1000, window: "1s" },
  },
  {
    limit: count({ label: "Limit", help: "Requests in any window.", min: 1, max: 1_000_000, unit: "requests" }),
    window: duration({ label: "Window", help: "How far back the requests are counted.", min: 1e-3 }),
  },
);

const concurrency = group(
  {
    label: "Concurrency",
    help: "Only so many requests at once are between being let in and being answered; the next one is turned away with 429.",
    default: { limit: 1000 },
  },
  { limit: count({ label: "Limit", help: "Requests at once.", min: 1, unit: "requests" }) },
);

const limits = { tokenBucket, leakyBucket, slidingWindow, concurrency };

export const gateway = defineKind(
  {
    kind: "gateway",
    label: "API gateway",
    help: "Lets requests in: checks them, limits their rate, forwards them, and answers the shopper.",
    icon: "door-open",
    role: "intake",
    ports: { calls: ["queue", "orchestrator", "eventQueue"], callsExactly: 1 },
    fields: {
      ...stationFields,
      serviceTime: distribution({
        label: "Service time",
        help: "Time to check and forward one request.",
        default: "5ms",
      }),
      rateLimit: nullable(
        oneOf(
          {
            label: "Rate limit",
            help: "Turns requests away when there are too many.",
            default: { tokenBucket: { rate: 1000, burst: 1000 } },
          },
          limits,
        ),
        "off",
      ),
      publisherConfirms: toggle({
        label: "Publisher confirms",
        help: "The shopper is told only when the queue has confirmed the order; without, a message that gets lost is lost for good.",
        default: true,
      }),
      outbox: toggle({
        label: "Outbox",
        help: "The order is written down here before it is published, and published until the queue has it.",
        default: false,
      }),
      answers: choice({
        label: "Answers",
        help: "When the shopper gets an answer: once the order is durable, or once it has ended. Automatic follows the wiring.",
        options: { auto: "Automatic", onAcceptance: "On acceptance", onCompletion: "On completion" },
        default: "auto",
      }),
      soldOut: nullable(
        group(
          {
            label: "Sold-out broadcast",
            help: "Once nothing is available and nothing is held, later requests are refused here, and orders in the queue are told no at once.",
            default: {},
          },
          {
            delay: duration({
              label: "Delay",
              help: "From the last unit's sale until gateway and queue know of it.",
              default: "100ms",
            }),
          },
        ),
        "off",
      ),
      admission: nullable(
        number({
          label: "Admission",
          help: "Lets in orders for at most this many times the stock; the others are refused at once.",
          above: 0,
          max: 1000,
          step: 0.1,
          default: 1.5,
          unit: "x stock",
        }),
        "unlimited",
      ),
      virtualWaitingRoom: nullable(
        group(
          {
            label: "Virtual waiting room",
            help: "Shoppers wait in front of the gateway, told their position, and are let in at a steady rate.",
            default: { rate: 1000 },
          },
          { rate: rate({ label: "Rate", help: "Shoppers let in a second.", above: 0 }) },
        ),
        "off",
      ),
      status: nullable(
        group(
          {
            label: "Status",
            help: "How shoppers who were answered on acceptance learn how their order ended. Off: it is not modelled, and costs nothing.",
            default: {},
          },
          {
            push: toggle({
              label: "Push",
              help: "The end is pushed over a WebSocket that is held open until then; without, everybody polls.",
              default: true,
            }),
            fallbackShare: probability({
              label: "Fallback share",
              help: "The share of shoppers who cannot hold a WebSocket and poll.",
              default: 0.05,
            }),
            pollEvery: duration({
              label: "Poll every",
              help: "From one answer to the next poll.",
              min: 0.1,
              default: "5s",
            }),
            pollFor: duration({
              label: "Poll for",
              help: "Who has not learned the end this long after the acceptance stops asking.",
              default: "30m",
            }),
          },
        ),
        "off",
      ),
      ...entryFields,
    },
  },
  settleServers,
  (config) => [serversText(config), limitText(config.rateLimit)],
);

/** "≤ 60,000/s". */
function limitText(limit: OneOf<typeof limits> | null): string {
  if (limit === null) return "no rate limit";
  if ("tokenBucket" in limit) return `≤ ${formatRate(limit.tokenBucket.rate)}`;
  if ("leakyBucket" in limit) return `≤ ${formatRate(limit.leakyBucket.rate)}, evenly`;
  if ("concurrency" in limit) return `≤ ${formatCount(limit.concurrency.limit)} at once`;
  return `≤ ${formatCount(limit.slidingWindow.limit)} in ${formatDuration(limit.slidingWindow.window)}`;
}
