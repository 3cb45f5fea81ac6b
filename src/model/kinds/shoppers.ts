import { choice, count, duration, group, list, probability, rate, tagged } from "../fields.ts";
import { formatDuration, formatRate } from "../format.ts";
import { buyerFields } from "./buyers.ts";
import { asRead, defineKind } from "./kind.ts";

const ramp = {
  startRate: rate({ label: "Starting rate", help: "Orders a second at the first instant.", default: 100 }),
  stages: list(
    {
      label: "Stages",
      help: "The rate moves in a straight line from the previous target to this one; a duration of 0 is a jump. The sale ends with the last stage.",
      min: 1,
      default: [{ target: 100, duration: "60s" }],
    },
    group(
      { label: "Stage", help: "One leg of the ramp." },
      {
        target: rate({ label: "Target", help: "Orders a second at the end of the stage." }),
        duration: duration({ label: "Duration", help: "How long the stage lasts." }),
      },
    ),
  ),
};

const counts = {
  interval: duration({
    label: "Interval",
    help: "The length of time each count stands for.",
    min: 1e-6,
    default: "1s",
  }),
  counts: list(
    { label: "Counts", help: "Orders in each interval, from the first.", min: 1, max: 100_000 },
    count({ label: "Orders", help: "Orders in this interval.", max: 10_000_000 }),
  ),
  spread: choice({
    label: "Spread",
    help: "Where in its interval an order falls.",
    options: { random: "At random", even: "Evenly" },
    default: "random",
  }),
};

export const shoppers = defineKind(
  {
    kind: "shoppers",
    label: "Shoppers",
    help: "People who click to buy, at a rate that changes as the sale goes on.",
    icon: "users",
    role: "source",
    ports: { calls: ["gateway"], callsExactly: 1 },
    fields: {
      arrivals: tagged(
        { tag: "process", label: "Arrivals", help: "When orders are placed.", default: {} },
        {
          poisson: {
            label: "Poisson",
            help: "Independent shoppers: the rate is kept, the instants are random.",
            fields: ramp,
          },
          even: { label: "Even", help: "Equal gaps at the rate of the moment.", fields: ramp },
          counts: { label: "Counts", help: "A recorded number of orders in each interval.", fields: counts },
        },
      ),
      itemsPerOrder: count({
        label: "Items per order",
        help: "How many different items each order asks for, drawn by popularity.",
        min: 1,
        max: 8,
        default: 1,
        unit: "items",
      }),
      poisonProbability: probability({
        label: "Poison",
        help: "The share of orders whose message kills every worker that takes it.",
        default: 0,
      }),
      unitsPerOrder: count({
        label: "Units per order",
        help: "How many units each order asks for.",
        min: 1,
        max: 1000,
        default: 1,
        unit: "units",
      }),
      ...buyerFields,
    },
  },
  asRead,
  ({ arrivals }) => {
    const { peak, seconds } = shapeOf(arrivals);
    return [`up to ${formatRate(peak)}`, `for ${formatDuration(seconds)}`];
  },
);

type Ramp = {
  readonly startRate: number;
  readonly stages: readonly { readonly target: number; readonly duration: number }[];
};
type Counts = { readonly interval: number; readonly counts: readonly number[] };

/** The highest rate, and how long arrivals go on. */
function shapeOf(arrivals: Ramp | Counts): { readonly peak: number; readonly seconds: number } {
  if ("counts" in arrivals) {
    const { counts, interval } = arrivals;
    return { peak: counts.reduce((a, b) => Math.max(a, b), 0) / interval, seconds: counts.length * interval };
  }
  const { startRate, stages } = arrivals;
  return {
    peak: stages.reduce((highest, { target }) => Math.max(highest, target), startRate),
    seconds: stages.reduce((sum, { duration }) => sum + duration, 0),
  };
}
