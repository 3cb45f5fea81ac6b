import { count, nullable } from "../fields.ts";
import { formatBytes, formatCount } from "../format.ts";
import { asRead, defineKind } from "./kind.ts";
import { messageFields } from "./messages.ts";

export const queue = defineKind(
  {
    kind: "queue",
    label: "Order queue",
    help: "Keeps orders until a worker is free, or the commands of sagas until a service is: a spike waits instead of failing.",
    icon: "layers",
    role: "intake",
    ports: { accepts: ["orchestrator"], calls: ["orchestrator"] },
    fields: {
      ...messageFields,
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
