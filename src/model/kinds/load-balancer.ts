import { choice } from "../fields.ts";
import { asRead, defineKind } from "./kind.ts";

const policies = {
  roundRobin: "Round robin",
  leastConnections: "Least connections",
  randomTwo: "Better of two at random",
} as const;

export const loadBalancer = defineKind(
  {
    kind: "loadBalancer",
    label: "Load balancer",
    help: "Spreads calls over several components of one kind, and offers what they offer.",
    icon: "network",
    role: "service",
    ports: {
      accepts: ["orchestrator"],
      calls: ["service", "payment", "shipping", "notification", "database"],
    },
    fields: {
      policy: choice({
        label: "Policy",
        help: "Each in turn, the one with the fewest calls under way, or the better of two drawn at random.",
        options: policies,
        default: "roundRobin",
      }),
    },
  },
  asRead,
  ({ policy }) => [policies[policy].toLowerCase()],
);
