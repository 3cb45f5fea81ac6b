/** The figures of a result: what can be shown, compared, and asked for by a goal. */
import type { Unit } from "./quantity.ts";
import { type RunResult, VIOLATIONS } from "./result.ts";

/** A number in the result: a dotted path, what people call it, its unit. */
export interface Figure {
  readonly path: string;
  readonly label: string;
  readonly unit: Unit;
}

const latency = (kind: "acceptance" | "completion" | "refusal", label: string): Figure[] => [
  { path: `latency.${kind}.count`, label: `${label}: orders`, unit: "count" },
  { path: `latency.${kind}.mean`, label: `${label}: mean`, unit: "seconds" },
  ...["p50", "p95", "p99", "max"].map(
    (which): Figure => ({ path: `latency.${kind}.${which}`, label: `${label}: ${which}`, unit: "seconds" }),
  ),
];

/** Every figure of the run as a whole. Those of components and failures are named by what the document holds: see {@link figureOf}. */
export const FIGURES: readonly Figure[] = [
  { path: "orders.arrived", label: "Arrived", unit: "count" },
  { path: "orders.submitted", label: "Submitted", unit: "count" },
  { path: "orders.accepted", label: "Accepted", unit: "count" },
  { path: "orders.rejected", label: "Rejected", unit: "count" },
  { path: "orders.completed", label: "Completed", unit: "count" },
  { path: "orders.failed", label: "Failed", unit: "count" },
  { path: "orders.stuck", label: "Stuck", unit: "count" },
  { path: "orders.lost", label: "Lost", unit: "count" },
  { path: "orders.inFlight", label: "In flight", unit: "count" },
  { path: "availability.ratio", label: "Availability", unit: "ratio" },
  { path: "availability.answered", label: "Submissions answered with yes", unit: "count" },
  { path: "availability.rateLimited", label: "Submissions answered with 429", unit: "count" },
  { path: "backlog.peak", label: "Peak backlog", unit: "count" },
  { path: "backlog.peakAt", label: "Backlog peaks at", unit: "seconds" },
  { path: "backlog.peakBytes", label: "Peak backlog size", unit: "bytes" },
  { path: "backlog.drainedAt", label: "Backlog drained at", unit: "seconds" },
  { path: "backlog.toldToWait", label: "Told to wait", unit: "count" },
  { path: "backlog.meanEstimate", label: "Wait told: mean", unit: "seconds" },
  { path: "backlog.maxEstimate", label: "Wait told: longest", unit: "seconds" },
  { path: "undriven.orders", label: "Orders left without a driver", unit: "count" },
  { path: "undriven.mean", label: "Time without a driver: mean", unit: "seconds" },
  { path: "undriven.longest", label: "Time without a driver: longest", unit: "seconds" },
  ...latency("acceptance", "Acceptance"),
  ...latency("completion", "Completion"),
  ...latency("refusal", "Told no"),
  { path: "status.told", label: "Told the end", unit: "count" },
  { path: "status.untold", label: "Never told the end", unit: "count" },
  { path: "status.staleness.count", label: "Staleness: orders", unit: "count" },
  { path: "status.staleness.mean", label: "Staleness: mean", unit: "seconds" },
  { path: "status.staleness.p50", label: "Staleness: p50", unit: "seconds" },
  { path: "status.staleness.p95", label: "Staleness: p95", unit: "seconds" },
  { path: "status.staleness.p99", label: "Staleness: p99", unit: "seconds" },
  { path: "status.staleness.max", label: "Staleness: max", unit: "seconds" },
  { path: "status.polls", label: "Polls", unit: "count" },
  { path: "status.pollRate", label: "Polls a second", unit: "perSecond" },
  { path: "status.connections.peak", label: "Connections: peak", unit: "count" },
  { path: "status.connections.mean", label: "Connections: mean", unit: "count" },
  { path: "ledger.units.stock", label: "Stock", unit: "count" },
  { path: "ledger.units.available", label: "Units available", unit: "count" },
  { path: "ledger.units.held", label: "Units held", unit: "count" },
  { path: "ledger.units.sold", label: "Units sold", unit: "count" },
  { path: "ledger.money.captured", label: "Captured", unit: "money" },
  { path: "ledger.money.refunded", label: "Refunded", unit: "money" },
  { path: "ledger.money.completedValue", label: "Value of completed orders", unit: "money" },
  ...Object.entries(VIOLATIONS).map(
    ([key, { label }]): Figure => ({ path: `ledger.violations.${key}`, label, unit: "count" }),
  ),
  { path: "run.simulatedSeconds", label: "Simulated time", unit: "seconds" },
  { path: "run.events", label: "Events", unit: "count" },
];

/** Every figure of a component. */
export const COMPONENT_FIGURES: readonly Figure[] = [
  { path: "completed", label: "completed", unit: "count" },
  { path: "utilization", label: "utilization", unit: "ratio" },
  { path: "meanQueue", label: "mean queue", unit: "count" },
  { path: "peakQueue", label: "peak queue", unit: "count" },
  { path: "meanWait", label: "mean wait", unit: "seconds" },
  { path: "meanService", label: "mean service time", unit: "seconds" },
  { path: "peakServers", label: "peak servers", unit: "count" },
  { path: "peakWaitingRoom", label: "peak in the virtual waiting room", unit: "count" },
  { path: "meanWaitingRoom", label: "mean time in the virtual waiting room", unit: "seconds" },
  { path: "hitRatio", label: "hit ratio", unit: "ratio" },
];

const byPath = new Map(FIGURES.map((figure) => [figure.path, figure]));
const componentByPath = new Map(COMPONENT_FIGURES.map((figure) => [figure.path, figure]));

/** The figures to show first. */
export const HEADLINE_FIGURES: readonly Figure[] = [
  "orders.arrived",
  "orders.completed",
  "orders.failed",
  "orders.rejected",
  "backlog.peak",
  "backlog.peakBytes",
  "backlog.drainedAt",
  "latency.acceptance.p99",
  "latency.completion.p50",
  "latency.completion.p99",
  "latency.refusal.p99",
  "ledger.money.captured",
  "ledger.money.refunded",
].flatMap((path) => byPath.get(path) ?? []);

/** What a dotted path names: a figure of the run, "components.<id>.<figure>" or "failures.<reason>". Undefined when nothing. */
export function figureOf(path: string): Figure | undefined {
  const [head = "", second = "", third = "", ...more] = path.split(".");
  if (head === "failures") {
    const reason = path.slice("failures.".length);
    return reason === "" ? undefined : { path, label: `Failed: ${reason}`, unit: "count" };
  }
  if (head !== "components") return byPath.get(path);
  const figure = componentByPath.get(third);
  return figure && second !== "" && more.length === 0
    ? { path, label: `${second}: ${figure.label}`, unit: figure.unit }
    : undefined;
}

/** The figure at a dotted path, or null when the result has none. A reason nothing failed for reads 0. */
export function readFigure(result: Omit<RunResult, "goals">, path: string): number | null {
  if (figureOf(path) === undefined) return null;
  const keys = path.startsWith("failures.") ? ["failures", path.slice("failures.".length)] : path.split(".");
  let value: unknown = result;
  for (const key of keys) {
    value =
      typeof value === "object" && value !== null && Object.hasOwn(value, key)
        ? (value as Record<string, unknown>)[key]
        : undefined;
  }
  if (value === undefined && keys[0] === "failures") return 0;
  return typeof value === "number" && Number.isFinite(value) ? value : null;
}
