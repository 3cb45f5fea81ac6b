/** Why a simulated figure must differ from arithmetic with averages: what of the document the arithmetic leaves out. */
import { FAULTS, formatCount, formatDuration, formatPercent, formatRate, type Scenario } from "../model/index.ts";
import type { CapacitySum } from "./capacity.ts";
import type { Course } from "./course.ts";
import { shareAtMost } from "./gamma.ts";
import { cumulantsOf } from "./moments.ts";

/** What a figure is about. */
export type Concern = "arrivals" | "orders" | "line" | "peak" | "latency" | "load" | "end";

export interface Reason {
  readonly text: string;
  readonly concerns: readonly Concern[];
}

/** Time-outs below this share change no figure that is read in two digits. */
const LATE = 0.002;
/** A sale shorter than this many sagas never settles. */
const SETTLED = 20;

const ALL: readonly Concern[] = ["orders", "line", "peak", "latency", "load", "end"];

/** Every reason that the document gives, in the order of its parts. */
export function reasonsOf(scenario: Scenario, sum: CapacitySum, course: Course): readonly Reason[] {
  const reasons: Reason[] = [];
  const add = (text: string, concerns: readonly Concern[] = ALL) => reasons.push({ text, concerns });
  const { components, links } = scenario.architecture;
  const flow = Math.min(sum.bottleneck?.ordersPerSecond ?? Number.POSITIVE_INFINITY, sum.arrivals.peakRate);

  if (scenario.faults.length > 0) {
    const kinds = new Set(scenario.faults.map(({ kind }) => FAULTS[kind].label.toLowerCase()));
    add(`Faults (${[...kinds].join(", ")}): the arithmetic knows of none.`);
  }
  for (const link of links) {
    if (link.loss > 0) {
      const after = link.retries.max > 0 ? "are sent again" : "are never answered";
      add(`Messages from ${link.from} to ${link.to} get lost and ${after}.`);
    }
    const bulkhead = link.bulkhead;
    const station = sum.stations.find(({ id }) => id === link.to);
    if (bulkhead !== null && station !== undefined && bulkhead < flow * station.secondsPerOrder) {
      add(`The bulkhead of ${station.name} lets only ${formatCount(bulkhead)} calls in.`);
    }
    if (link.timeout !== null && station !== undefined) {
      const saturated = station.id === sum.bottleneck?.id && sum.backlog.peakAt !== null;
      const late = 1 - shareAtMost(link.timeout, cumulantsOf(station.time));
      if (saturated || late > LATE) {
        add(
          `Calls to ${station.name} time out after ${formatDuration(link.timeout)}; their work goes on, and the call is repeated or undone.`,
        );
      }
    }
  }
  for (const component of components) {
    const { name } = component;
    if (component.kind === "shoppers") {
      if (component.config.poisonProbability > 0) add("Poison orders kill the workers that take them.");
    }
    if (component.kind === "orchestrator") {
      if (component.config.crashes !== null) add(`Instances of ${name} crash at random.`);
    }
    if (component.kind === "payment") {
      const { processorRate } = component.config;
      if (processorRate !== null && processorRate < flow) {
        add(`The processor takes ${formatRate(processorRate)}; charges above it fail, and are tried again or undone.`);
      }
    }
    if (component.kind === "inventory") {
      const { hold, updateTime, shards, control, items } = component.config;
      const popularity = items.reduce((all, item) => all + item.popularity, 0);
      const hottest = items.reduce((most, item) => Math.max(most, item.popularity / popularity), 0);
      const turns = (flow * hottest * updateTime) / shards;
      if (turns > 0.5) {
        add(
          `Updates of the hottest item take turns at ${name}: at most ${formatRate(shards / updateTime / hottest)}.`,
          ["line", "peak", "latency", "load"],
        );
      }
      if (control === "rowLocks") add(`${name} locks rows: calls hold a server while they wait for one.`);
      if (hold.ttl !== null && sum.wait.max + sum.sagaSeconds > hold.ttl) {
        const what = hold.from === "click" ? "orders that wait longer than that are not begun" : "holds may expire";
        add(`The time to live of ${name} is ${formatDuration(hold.ttl)}: ${what}.`);
      }
    }
    const room = "waitingRoom" in component.config ? component.config.waitingRoom : null;
    const full = component.id === sum.bottleneck?.id && sum.backlog.peakAt !== null;
    if (room !== null && full && component.kind !== "gateway" && component.kind !== "orchestrator") {
      add(`The waiting room of ${name} holds ${formatCount(room)}; the calls beyond are refused.`);
    }
  }
  if (sum.completedShare < 1) {
    add("Some orders fail by chance; the arithmetic spreads their compensations over all orders.", ["latency"]);
  }
  if (sum.soldOutAt !== null) {
    add(
      `The stock runs out at about ${formatDuration(sum.soldOutAt)}: later orders fail at their reservation, and only completed ones count as latency.`,
    );
  }
  if (sum.turnedAway >= 0.5) add("Orders are turned away; by chance a few more or fewer than on average.");
  const synchronous = !components.some(({ kind }) => kind === "queue");
  if (synchronous && sum.backlog.peakAt !== null) {
    add("There is no queue: those who wait hold a place at the gateway or in front of the workers.", ["line", "load"]);
  }
  if (course.end >= scenario.run.limit) add(`The run is stopped at ${formatDuration(scenario.run.limit)}.`);
  if (sum.backlog.peakAt === null) {
    add("There is capacity for all: what waits, waits by chance, and an average has no peak.", ["line", "peak"]);
    add("Waiting by chance is worked out at the rate of each moment, as if it had always been so.", ["latency"]);
  }
  if (sum.arrivals.endsAt > 0 && sum.arrivals.endsAt < SETTLED * sum.sagaSeconds) {
    add(
      `The sale lasts ${formatDuration(sum.arrivals.endsAt)}, one saga ${formatDuration(sum.sagaSeconds)}: it never settles.`,
    );
  }
  if (sum.arrivals.total > 0) {
    const spread = formatPercent(1 / Math.sqrt(sum.arrivals.total));
    add(`Chance: totals and averages of ${formatCount(sum.arrivals.total)} orders vary by about ${spread}.`, [
      "arrivals",
      ...ALL,
    ]);
  }
  return reasons;
}
