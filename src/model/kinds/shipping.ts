import { meanOf } from "../distribution.ts";
import { probability, toggle } from "../fields.ts";
import { formatDuration } from "../format.ts";
import { defineKind, operationTimes, SERVICE_CALLERS } from "./kind.ts";
import { serversText, settleServers, stationFields } from "./station.ts";

const operations = {
  create: { label: "Create", help: "Creates the label and sets the delivery date.", time: "200ms", undoneBy: "cancel" },
  cancel: { label: "Cancel", help: "Cancels the shipment.", time: "200ms", needs: "create" },
} as const;

export const shipping = defineKind(
  {
    kind: "shipping",
    label: "Shipping service",
    help: "Creates a shipment for a paid order, and cancels it.",
    icon: "truck",
    role: "service",
    ports: { accepts: SERVICE_CALLERS },
    operations,
    fields: {
      ...stationFields,
      operations: operationTimes(operations),
      idempotencyKeys: toggle({
        label: "Idempotency keys",
        help: "A repeated request for the same order is recognised, not shipped again.",
        default: true,
      }),
      tombstones: toggle({
        label: "Tombstones",
        help: "An operation that was compensated before it began is refused when it comes late.",
        default: true,
      }),
      failureProbability: probability({
        label: "Fails",
        help: "The share of shipments that cannot be made.",
        default: 0,
      }),
    },
  },
  settleServers,
  (config) => [serversText(config), formatDuration(meanOf(config.operations.create))],
);
