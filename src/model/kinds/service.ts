import { meanOf } from "../distribution.ts";
import { choice, componentRef, group, list, operationRef, probability } from "../fields.ts";
import { formatDuration } from "../format.ts";
import { defineKind, operationTimes, SERVICE_CALLERS } from "./kind.ts";
import { serversText, settleServers, stationFields } from "./station.ts";

const operations = {
  call: { label: "Call", help: "Does what the service is for.", time: "50ms", undoneBy: "undo" },
  undo: { label: "Undo", help: "Takes it back.", time: "50ms", needs: "call" },
} as const;

const dependency = group(
  { label: "Call", help: "Something it asks of another component." },
  {
    component: componentRef({ label: "Component", help: "What it calls." }),
    operation: operationRef({ label: "Operation", help: "What it asks for.", of: "component" }),
    during: choice({
      label: "During",
      help: "The operation that needs it.",
      options: { call: "Call", undo: "Undo" },
      default: "call",
    }),
  },
);

export const service = defineKind(
  {
    kind: "service",
    label: "Service",
    help: "Any other service of the checkout, such as pricing or fraud detection; it may call others before it answers.",
    icon: "server",
    role: "service",
    ports: { accepts: SERVICE_CALLERS, calls: ["service", "loadBalancer", "database", "cache"] },
    operations,
    fields: {
      ...stationFields,
      operations: operationTimes(operations),
      calls: list(
        {
          label: "Calls",
          help: "What it asks of others after its own work, one after the other, while its server waits.",
          max: 20,
          default: [],
        },
        dependency,
      ),
      failureProbability: probability({
        label: "Says no",
        help: "The share of calls it answers with a final no; the order is undone.",
        default: 0,
      }),
    },
  },
  settleServers,
  (config) => [serversText(config), formatDuration(meanOf(config.operations.call))],
);
