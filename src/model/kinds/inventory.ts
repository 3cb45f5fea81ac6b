import { choice, count, duration, group, identifier, list, money, nullable, number, toggle } from "../fields.ts";
import { formatCount } from "../format.ts";
import { defineKind, operationTimes, SERVICE_CALLERS } from "./kind.ts";
import { serversText, settleServers, stationFields } from "./station.ts";

const operations = {
  reserve: {
    label: "Reserve",
    help: "Takes units out of what is available and holds them for the order.",
    time: "80ms",
    undoneBy: "release",
    twoPhase: { prepare: "reserve", commit: "confirm", abort: "release" },
  },
  confirm: {
    label: "Confirm",
    help: "Turns the hold into a sale.",
    time: "30ms",
    undoneBy: "restock",
    needs: "reserve",
  },
  release: { label: "Release", help: "Gives held units back.", time: "80ms", needs: "reserve" },
  restock: { label: "Restock", help: "Gives sold units back.", time: "30ms", needs: "confirm" },
} as const;

const item = group(
  { label: "Item", help: "Something on sale." },
  {
    id: identifier({ label: "Item", help: "Its name in the ledger." }),
    stock: count({ label: "Stock", help: "Units on sale at the start.", unit: "units" }),
    popularity: number({
      label: "Popularity",
      help: "Its share of orders, relative to the other items.",
      above: 0,
      default: 1,
    }),
    price: money({ label: "Price", help: "Of one unit, in minor units.", default: 10_000 }),
  },
);

export const inventory = defineKind(
  {
    kind: "inventory",
    label: "Inventory service",
    help: "Holds the stock: reserves units for a while, sells them, takes them back.",
    icon: "boxes",
    role: "service",
    ports: { accepts: SERVICE_CALLERS },
    operations,
    fields: {
      ...stationFields,
      items: list(
        {
          label: "Items",
          help: "What is on sale.",
          min: 1,
          max: 10_000,
          unique: "id",
          default: [{ id: "item", stock: 1000 }],
        },
        item,
      ),
      hold: group(
        { label: "Hold", help: "What happens to reserved units that are not sold.", default: {} },
        {
          ttl: nullable(
            duration({
              label: "Time to live",
              help: "Units held longer than this go back on sale.",
              min: 1e-6,
              default: "15m",
            }),
            "never expires",
            "keepDefault",
          ),
          from: choice({
            label: "Counted from",
            help: "From the reservation, or from the click: then an order that comes to a worker too late is not begun.",
            options: { reserve: "The reservation", click: "The click" },
            default: "reserve",
          }),
          clock: choice({
            label: "Clock",
            help: "One authority for the time to live, or the clock of each service, which may be wrong.",
            options: { central: "One central authority", perService: "Each service's own" },
            default: "central",
          }),
          confirmAfterExpiry: choice({
            label: "Confirm after expiry",
            help: "What a confirmation does when the hold has expired before it.",
            options: {
              takeAgain: "Take again if available",
              fail: "Fail the order",
              confirmAnyway: "Confirm anyway",
            },
            default: "takeAgain",
          }),
        },
      ),
      updateTime: duration({
        label: "Update time",
        help: "Updates of one item's count take turns, each this long, within the time of the operation.",
        default: "0.1ms",
      }),
      control: choice({
        label: "Stock control",
        help: "How a reservation makes sure that the units are there.",
        options: {
          atomic: "One atomic conditional update",
          checkThenAct: "Check, then act",
          rowLocks: "Row locks until confirmed",
        },
        default: "atomic",
      }),
      rowLocks: group(
        { label: "Row locks", help: "How waiting for a locked row ends.", default: {} },
        {
          timeout: nullable(
            duration({
              label: "Lock timeout",
              help: "A call that has waited this long gives up.",
              min: 1e-6,
              default: "5s",
            }),
            "waits for ever",
          ),
          detection: toggle({
            label: "Deadlock detection",
            help: "A call that would close a circle of waiting orders fails at once.",
            default: true,
          }),
        },
      ),
      shards: count({
        label: "Shards",
        help: "Pieces that the count of each item is split into, so that updates need not take turns.",
        min: 1,
        max: 1000,
        default: 1,
      }),
      idempotencyKeys: toggle({
        label: "Idempotency keys",
        help: "A repeated operation of the same order is recognised, not carried out again.",
        default: true,
      }),
      tombstones: toggle({
        label: "Tombstones",
        help: "An operation that was compensated before it began is refused when it comes late.",
        default: true,
      }),
      operations: operationTimes(operations),
    },
  },
  settleServers,
  (config) => [serversText(config), `${formatCount(config.items.reduce((sum, { stock }) => sum + stock, 0))} units`],
);
