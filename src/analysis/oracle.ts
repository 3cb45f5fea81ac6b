/** The oracle: from the document alone, what a run must come to, beside what it came to. */
import { type Oracle, type Prediction, type RunResult, readFigure, type Scenario, type Unit } from "../model/index.ts";
import { capacitySum } from "./capacity.ts";
import { completionOf } from "./completion.ts";
import { courseOf, wayInOf } from "./course.ts";
import { type AnySamples, overloadOf } from "./overload.ts";
import { type Concern, reasonsOf } from "./reasons.ts";
import { messageBytesOf, routesOf } from "./routes.ts";
import { valueAt } from "./series.ts";

const PERCENTILES = [
  ["p50", 0.5],
  ["p95", 0.95],
  ["p99", 0.99],
] as const;

/** Predicts a run, and says where and why the two must differ. */
export function oracleOf(scenario: Scenario, result: RunResult, samples: AnySamples): Oracle {
  const sum = capacitySum(scenario);
  const routes = routesOf(scenario);
  const course = courseOf(scenario, sum, routes);
  const completion = completionOf(sum, wayInOf(scenario, routes));
  const reasons = reasonsOf(scenario, sum, course);
  const why = (concern: Concern) =>
    reasons.filter(({ concerns }) => concerns.includes(concern)).map(({ text }) => text);
  const predictions: Prediction[] = [];
  const add = (
    concern: Concern,
    [figure, label, unit]: readonly [string, string, Unit],
    predicted: number | null,
    simulated: number | null = readFigure(result, figure),
  ) => predictions.push({ figure, label, unit, predicted, simulated, why: why(concern) });

  const { arrivals } = sum;
  const { peak, peakAt, drainedAt } = course.backlog;
  const bytes = messageBytesOf(routes);
  const { backlog } = result;
  const drain = backlog.drainedAt === null || backlog.peakAt === null ? null : backlog.drainedAt - backlog.peakAt;
  add("arrivals", ["orders.arrived", "Arrived", "count"], arrivals.total);
  add("orders", ["orders.completed", "Completed", "count"], course.completed);
  add("line", ["backlog.peak", "Peak backlog", "count"], peak);
  add("line", ["backlog.peakBytes", "Its size", "bytes"], bytes === null ? null : peak * bytes);
  add("line", ["backlog.peakAt", "Peak at", "seconds"], peakAt);
  add("line", ["backlog.drainedAt", "Drained at", "seconds"], drainedAt);
  const drainTime = drainedAt === null || peakAt === null ? null : drainedAt - peakAt;
  add("line", ["drainSeconds", "Time to drain", "seconds"], drainTime, drain);
  add("end", ["run.simulatedSeconds", "Run ends at", "seconds"], course.end);
  add(
    "peak",
    ["sagasInFlight", "Sagas in flight, at most", "count"],
    course.sagasInFlight,
    mostBusy(scenario, samples),
  );
  add("latency", ["latency.completion.mean", "Completion: mean", "seconds"], completion?.mean ?? null);
  for (const [name, share] of PERCENTILES) {
    const predicted = completion?.quantile(share) ?? null;
    add("latency", [`latency.completion.${name}`, `Completion: ${name}`, "seconds"], predicted);
  }
  for (const { id, name, servers } of sum.stations) {
    if (servers === null) continue;
    const predicted = course.utilization.get(id) ?? null;
    add("load", [`components.${id}.utilization`, `${name}: utilization`, "ratio"], predicted);
  }
  const simulated = overloadOf(scenario, result, samples).bottleneck?.id ?? null;
  return { bottleneck: { predicted: sum.bottleneck?.id ?? null, simulated, why: why("load") }, predictions };
}

/** The most workers that were seen busy at one instant, over all orchestrators. */
function mostBusy(scenario: Scenario, { times, components }: AnySamples): number | null {
  const drivers = scenario.architecture.components.filter(({ kind }) => kind === "orchestrator");
  const busy = drivers.map(({ id }) => components[id]?.busy).filter((column) => column !== undefined);
  if (busy.length === 0 || times.length === 0) return null;
  let most = 0;
  for (let k = 0; k < times.length; k++) {
    const now = busy.reduce((all, column) => all + (valueAt(column, k) || 0), 0);
    most = Math.max(most, now);
  }
  return most;
}
