import { count, duration, group, nullable, number, probability, toggle } from "../fields.ts";

/** What shoppers do beside clicking once: wait only so long, try again, click twice, change their minds, buy for others. */
export const buyerFields = {
  timeout: nullable(
    duration({
      label: "Timeout",
      help: "A shopper stops waiting for the answer to a submission after this; the submission goes on.",
      min: 1e-3,
      default: "10s",
    }),
    "waits for ever",
  ),
  retries: group(
    { label: "Retries", help: "What a shopper does who is turned away for the moment, or hears nothing.", default: {} },
    {
      max: count({ label: "At most", help: "Submissions after the first one.", max: 100, default: 0 }),
      backoff: duration({
        label: "Backoff",
        help: "Wait before the first resubmission; it doubles each time.",
        default: "1s",
      }),
      cap: duration({ label: "Longest backoff", help: "The wait does not grow beyond this.", default: "30s" }),
      jitter: toggle({ label: "Jitter", help: "Spread each wait evenly between zero and its length.", default: true }),
      budget: nullable(
        number({
          label: "Budget",
          help: "Resubmissions allowed per click, over all these shoppers together.",
          max: 100,
          step: 0.05,
          default: 0.1,
        }),
        "unlimited",
      ),
      honourRetryAfter: toggle({
        label: "Honour Retry-After",
        help: "Waits as long as the gateway asks for, and then the backoff.",
        default: true,
      }),
    },
  ),
  doubleClick: nullable(
    group(
      { label: "Double clicks", help: "Shoppers who click twice: one intent, two submissions.", default: {} },
      {
        share: probability({ label: "Share", help: "The share of the clicks that are double.", default: 0.05 }),
        after: duration({ label: "After", help: "From the first click to the second.", default: "300ms" }),
      },
    ),
    "none",
  ),
  cancels: nullable(
    group(
      {
        label: "Cancellations",
        help: "Shoppers who call their order off. It is undone, unless it is confirmed already.",
        default: {},
      },
      {
        share: probability({ label: "Share", help: "The share of the shoppers who cancel.", default: 0.02 }),
        after: duration({ label: "After", help: "From the click to the cancellation.", default: "30s" }),
      },
    ),
    "none",
  ),
  bots: nullable(
    group(
      { label: "Bots", help: "Customers who order several times at once.", default: {} },
      {
        share: probability({ label: "Share", help: "The share of the customers who are bots.", default: 0.02 }),
        submissions: count({
          label: "Orders",
          help: "Orders that a bot places at once, each an intent of its own.",
          min: 2,
          max: 1000,
          default: 20,
          unit: "orders",
        }),
      },
    ),
    "none",
  ),
};
