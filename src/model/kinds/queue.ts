import { count, duration, nullable, toggle } from "../fields.ts";
import { formatBytes, formatCount } from "../format.ts";
import { asRead, defineKind } from "./kind.ts";

export const queue = defineKind(
  {
    kind: "queue",
    label: "Order queue",
    help: "Keeps orders until a worker is free, or the commands of sagas until a service is: a spike waits instead of failing.",
    icon: "layers",
    role: "intake",
    ports: { accepts: ["orchestrator"], calls: ["orchestrator"] },
    fields: {
      messageBytes: count({
        label: "Message size",
        help: "Bytes one waiting order takes.",
        min: 1,
        max: 1e9,
        default: 2000,
        unit: "bytes",
      }),
      capacity: nullable(
        count({
          label: "Capacity",
          help: "How many messages it holds; the next one is refused.",
          min: 1,
          default: 100_000,
          unit: "messages",
        }),
        "unlimited",
      ),
      prefetch: nullable(
        count({
          label: "Prefetch",
          help: "Messages that one instance of the consumer may hold unacknowledged, whether or not it can work on them yet.",
          min: 1,
          max: 1_000_000,
          default: 100,
          unit: "messages",
        }),
        "what it can work on",
      ),
      visibilityTimeout: nullable(
        duration({
          label: "Visibility timeout",
          help: "A message not acknowledged in this time is handed out again, even if the first one who got it is still at it.",
          min: 1e-3,
          default: "30s",
        }),
        "off: only when its consumer dies",
      ),
      maxDeliveries: nullable(
        count({
          label: "Deliveries at most",
          help: "A message handed out this often without being acknowledged goes to the dead-letter queue.",
          min: 1,
          max: 1000,
          default: 5,
        }),
        "for ever",
      ),
      replicated: toggle({
        label: "Replicated",
        help: "Messages survive a crash of the broker.",
        default: true,
      }),
      backPressureDepth: nullable(
        count({
          label: "Back-pressure depth",
          help: "From this many waiting orders on, shoppers are told how long it will take.",
          default: 10_000,
          unit: "messages",
        }),
        "off",
      ),
    },
  },
  asRead,
  ({ capacity, messageBytes }) => [
    capacity === null ? "no limit" : `up to ${formatCount(capacity)}`,
    `${formatBytes(messageBytes)} a message`,
  ],
);
