/** The fields of everything that keeps messages. */
import { count, duration, nullable, toggle } from "../fields.ts";

export const messageFields = {
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
};
