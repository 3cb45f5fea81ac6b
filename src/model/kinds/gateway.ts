import { choice, distribution, group, nullable, number, oneOf, rate, toggle } from "../fields.ts";
import { formatRate } from "../format.ts";
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
            help: "Turns requests away above a rate.",
            default: { tokenBucket: { rate: 1000, burst: 1000 } },
          },
          { tokenBucket },
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
    },
  },
  settleServers,
  (config) => [
    serversText(config),
    config.rateLimit === null ? "no rate limit" : `≤ ${formatRate(config.rateLimit.tokenBucket.rate)}`,
  ],
);
