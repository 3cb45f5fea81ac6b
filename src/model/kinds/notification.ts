import { meanOf } from "../distribution.ts";
import { probability } from "../fields.ts";
import { formatDuration } from "../format.ts";
import { defineKind, operationTimes, SERVICE_CALLERS } from "./kind.ts";
import { serversText, settleServers, stationFields } from "./station.ts";

const operations = {
  send: { label: "Send", help: "Sends the confirmation by e-mail and push.", time: "20ms" },
} as const;

export const notification = defineKind(
  {
    kind: "notification",
    label: "Notification service",
    help: "Tells the shopper, off the critical path.",
    icon: "bell",
    role: "service",
    ports: { accepts: SERVICE_CALLERS },
    operations,
    fields: {
      ...stationFields,
      operations: operationTimes(operations),
      failureProbability: probability({
        label: "Fails",
        help: "The share of messages that cannot be sent.",
        default: 0,
      }),
    },
  },
  settleServers,
  (config) => [serversText(config), formatDuration(meanOf(config.operations.send))],
);
