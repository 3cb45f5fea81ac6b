import { meanOf } from "../distribution.ts";
import { formatDuration } from "../format.ts";
import { defineKind, operationTimes } from "./kind.ts";
import { serversText, settleServers, stationFields } from "./station.ts";

const operations = {
  read: { label: "Read", help: "Looks something up.", time: "5ms" },
  write: { label: "Write", help: "Stores something.", time: "10ms" },
} as const;

export const database = defineKind(
  {
    kind: "database",
    label: "Database",
    help: "Answers reads and writes of services over a pool of connections: its servers. Who finds none free waits.",
    icon: "database",
    role: "store",
    ports: { accepts: ["service", "loadBalancer", "cache"] },
    operations,
    fields: { ...stationFields, operations: operationTimes(operations) },
  },
  settleServers,
  (config) => [serversText(config), formatDuration(meanOf(config.operations.read))],
);
