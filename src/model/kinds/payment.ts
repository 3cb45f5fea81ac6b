import { meanOf } from "../distribution.ts";
import { probability, toggle } from "../fields.ts";
import { formatDuration } from "../format.ts";
import { defineKind, operationTimes } from "./kind.ts";
import { serversText, settleServers, stationFields } from "./station.ts";

const operations = {
  charge: {
    label: "Charge",
    help: "Takes the money through the external processor.",
    time: "500ms",
    undoneBy: "refund",
  },
  refund: { label: "Refund", help: "Gives the money back.", time: "500ms", needs: "charge" },
} as const;

export const payment = defineKind(
  {
    kind: "payment",
    label: "Payment service",
    help: "Charges through an external processor, and refunds.",
    icon: "credit-card",
    role: "service",
    ports: { accepts: ["orchestrator"] },
    operations,
    fields: {
      ...stationFields,
      operations: operationTimes(operations),
      declineProbability: probability({
        label: "Declined",
        help: "The share of charges the bank declines. A decline is final.",
        default: 0,
      }),
      idempotencyKeys: toggle({
        label: "Idempotency keys",
        help: "A repeated charge of the same order is answered from memory, not charged again.",
        default: true,
      }),
    },
  },
  settleServers,
  (config) => [serversText(config), `charge ${formatDuration(meanOf(config.operations.charge))}`],
);
