import { count, duration, nullable, toggle } from "../fields.ts";

/** What a gateway knows of who submits, and what it tells them. */
export const entryFields = {
  deduplicates: toggle({
    label: "Deduplication",
    help: "A submission whose key is known gets the answer of the first one; without, each accepted submission is an order.",
    default: true,
  }),
  perCustomerLimit: nullable(
    count({
      label: "Per customer",
      help: "Orders that one customer may place; a further one is refused for good.",
      min: 1,
      default: 1,
      unit: "orders",
    }),
    "unlimited",
  ),
  retryAfter: nullable(
    duration({
      label: "Retry-After",
      help: "What a refusal asks the shopper to wait before another try.",
      default: "5s",
    }),
    "not sent",
  ),
};
