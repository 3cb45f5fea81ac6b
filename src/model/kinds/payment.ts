import { meanOf } from "../distribution.ts";
import { duration, nullable, probability, rate, toggle } from "../fields.ts";
import { formatDuration } from "../format.ts";
import { defineKind, operationTimes, SERVICE_CALLERS } from "./kind.ts";
import { serversText, settleServers, stationFields } from "./station.ts";

const operations = {
  charge: {
    label: "Charge",
    help: "Takes the money through the external processor.",
    time: "500ms",
    undoneBy: "refund",
    twoPhase: { prepare: "authorize", commit: "capture", abort: "void" },
  },
  authorize: {
    label: "Authorize",
    help: "Blocks the money without taking it.",
    time: "500ms",
    undoneBy: "void",
    twoPhase: { prepare: "authorize", commit: "capture", abort: "void" },
  },
  capture: {
    label: "Capture",
    help: "Takes what was authorized.",
    time: "300ms",
    undoneBy: "refund",
    needs: "authorize",
  },
  void: { label: "Void", help: "Gives an authorization up.", time: "300ms", needs: "authorize" },
  refund: { label: "Refund", help: "Gives the money back.", time: "500ms", needs: "charge" },
} as const;

export const payment = defineKind(
  {
    kind: "payment",
    label: "Payment service",
    help: "Charges through an external processor, and refunds.",
    icon: "credit-card",
    role: "service",
    ports: { accepts: SERVICE_CALLERS },
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
      keyLifetime: duration({
        label: "Key lifetime",
        help: "How long a key is remembered.",
        min: 1e-3,
        default: "24h",
      }),
      tombstones: toggle({
        label: "Tombstones",
        help: "A charge that was compensated before it began is refused; one already at the processor is undone as it lands.",
        default: true,
      }),
      processorRate: nullable(
        rate({
          label: "Processor's limit",
          help: "Charges a second the processor takes; more fail for the moment.",
          above: 0,
          default: 1000,
        }),
        "none",
      ),
      reconciliation: nullable(
        duration({
          label: "Reconciliation",
          help: "How often the processor's captures are compared with the orders, and what is too much is refunded.",
          min: 1e-3,
          default: "10m",
        }),
        "off",
      ),
    },
  },
  settleServers,
  (config) => [serversText(config), formatDuration(meanOf(config.operations.charge))],
);
