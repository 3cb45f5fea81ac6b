/** What a result means, in sentences: the questions a person has during a sale, answered. */
import {
  formatBytes,
  formatCount,
  formatDuration,
  formatInteger,
  formatMoney,
  formatPercent,
  formatRate,
  type RunResult,
  type Scenario,
  VIOLATIONS,
  type ViolationKey,
} from "../model/index.ts";
import { capacitySum } from "./capacity.ts";
import { type AnySamples, type Overload, overloadOf } from "./overload.ts";
import { type Storm, stormOf } from "./storm.ts";

/** One question, its answer, and what bears it out. */
export interface Verdict {
  readonly id: "pace" | "hurt" | "storm" | "why" | "stock" | "money" | "books";
  readonly question: string;
  readonly answer: string;
  /** `wrong` for what a sale must not do; `good` where there is something to be sure of. */
  readonly tone: "good" | "wrong" | "plain";
  readonly details: readonly string[];
}

/** Judges a run. */
export function verdictsOf(scenario: Scenario, result: RunResult, samples: AnySamples): readonly Verdict[] {
  const overload = overloadOf(scenario, result, samples);
  const storm = stormOf(samples);
  return [
    pace(result, overload),
    hurt(result),
    ...(storm === null ? [] : [tries(result, storm)]),
    why(scenario, overload),
    stock(result),
    money(result),
    books(result),
  ];
}

/** Whether those who tried again made the rush last longer than the clicks did. */
function tries({ orders, availability }: RunResult, { rushEnds, from, until, peak }: Storm): Verdict {
  const question = "Did it recover from those who tried again?";
  const { submitted, arrived } = orders;
  const details = [
    `${formatInteger(arrived)} clicks led to ${formatInteger(submitted)} submissions; at worst, ${formatInteger(Math.round(peak))} were made for each click.`,
    `${availability.ratio === null ? "None" : formatPercent(availability.ratio)} of them were answered with yes in time.`,
  ];
  const since = `The tries outnumbered the clicks from ${formatDuration(from)} on`;
  if (until === null) {
    const answer = "No: people were still trying again when the last ones came.";
    return { id: "storm", question, answer, tone: "wrong", details: [`${since}, to the end.`, ...details] };
  }
  const lag = Math.max(0, until - rushEnds);
  const answer = lag === 0 ? "Yes, before the rush was over." : `Yes, ${formatDuration(lag)} after the rush was over.`;
  return {
    id: "storm",
    question,
    answer,
    tone: "good",
    details: [`${since}, until ${formatDuration(until)}.`, ...details],
  };
}

function pace({ backlog, run }: RunResult, { seconds, from, until, peakWaiting, peakAt }: Overload): Verdict {
  const question = "Is it keeping up?";
  if (from === null) {
    const answer = "Yes: what waited could always be served within a second.";
    const most = peakWaiting > 0 ? [`At most ${formatCount(peakWaiting)} orders waited anywhere.`] : ["Nobody waited."];
    return { id: "pace", question, answer, tone: "good", details: most };
  }
  const size = backlog.peakBytes > 0 ? ` The queue took ${formatBytes(backlog.peakBytes)}.` : "";
  return {
    id: "pace",
    question,
    answer: `No, for ${formatDuration(seconds)}.`,
    tone: "wrong",
    details: [
      until === null
        ? `It fell behind at ${formatDuration(from)} and had not caught up when the run ended at ${formatDuration(run.simulatedSeconds)}.`
        : `It fell behind at ${formatDuration(from)} and had caught up at ${formatDuration(until)}.`,
      `Up to ${formatCount(peakWaiting)} orders waited${peakAt === null ? "" : `, at ${formatDuration(peakAt)}`}.${size}`,
    ],
  };
}

function hurt({ orders, latency, failures }: RunResult): Verdict {
  const { arrived, rejected, failed, stuck, lost, inFlight, completed } = orders;
  const share = (count: number) => `${formatInteger(count)} (${formatPercent(count / arrived)})`;
  const details: string[] = [];
  if (rejected > 0) details.push(`Turned away: ${share(rejected)}.`);
  if (failed > 0) {
    const reasons = Object.entries(failures)
      .sort(([, a], [, b]) => b - a)
      .map(([reason, count]) => `${reason} ${formatInteger(count)}`);
    details.push(`Failed: ${share(failed)}${reasons.length > 0 ? `, ${reasons.join(", ")}` : ""}.`);
  }
  if (stuck > 0) details.push(`Stuck: ${share(stuck)}.`);
  if (lost > 0) details.push(`Accepted and lost: ${share(lost)}.`);
  if (inFlight > 0) details.push(`Still on their way when the run ended: ${share(inFlight)}.`);
  const { p50, p99 } = latency.completion;
  if (p50 !== null && p99 !== null) {
    details.push(
      `Of those that completed, half took longer than ${formatDuration(p50)}, one in a hundred longer than ${formatDuration(p99)}.`,
    );
  }
  const answered = latency.acceptance.p99;
  if (answered !== null) details.push(`99 in 100 knew within ${formatDuration(answered)} that they were in.`);

  const unserved = rejected + failed + stuck + lost;
  const question = "Who is hurt?";
  if (arrived === 0) return { id: "hurt", question, answer: "Nobody came.", tone: "plain", details };
  if (unserved > 0) {
    const answer = `${formatPercent(unserved / arrived)} of the orders came to nothing.`;
    return { id: "hurt", question, answer, tone: stuck + lost > 0 ? "wrong" : "plain", details };
  }
  const answer = completed === arrived ? "Every order completed." : "No order has come to nothing so far.";
  return { id: "hurt", question, answer, tone: "good", details };
}

function why(scenario: Scenario, { from, bottleneck }: Overload): Verdict {
  const question = from === null ? "What is busiest?" : "Why?";
  if (bottleneck === null) {
    return { id: "why", question, answer: "Nothing here has a limit.", tone: "plain", details: [] };
  }
  const { id, name, utilization, isDriver } = bottleneck;
  const what = isDriver ? "workers" : "servers";
  const busy = `${what} ${formatPercent(utilization)} busy`;
  const { stations, arrivals } = capacitySum(scenario);
  const station = stations.find((each) => each.id === id);
  const details: string[] = [];
  if (station?.servers != null && station.ordersPerSecond !== null) {
    const { servers, secondsPerOrder, ordersPerSecond } = station;
    details.push(
      `${formatInteger(servers)} ${what} at ${formatDuration(secondsPerOrder)} an order can take ${formatRate(ordersPerSecond)}; ` +
        `up to ${formatRate(arrivals.peakRate)} came.`,
    );
  }
  if (from !== null && isDriver) details.push("No service is that busy: more workers would help.");
  const answer = from === null ? `${name}, ${busy}.` : `${name}: ${busy} while orders waited.`;
  return { id: "why", question, answer, tone: "plain", details };
}

function stock({ ledger }: RunResult): Verdict {
  const { stock: all, available, held, sold } = ledger.units;
  const { oversoldUnits } = ledger.violations;
  const question = "Where is the stock?";
  const details = [
    `${formatInteger(available)} available + ${formatInteger(held)} held + ${formatInteger(sold)} sold = ${formatInteger(all)}.`,
  ];
  if (oversoldUnits > 0) {
    const answer = `Oversold by ${formatInteger(oversoldUnits)} units.`;
    return { id: "stock", question, answer, tone: "wrong", details };
  }
  const answer =
    sold === all
      ? `Sold out: all ${formatInteger(all)} units.`
      : `${formatInteger(sold)} of ${formatInteger(all)} units sold.`;
  return { id: "stock", question, answer, tone: "good", details };
}

function money({ ledger, orders }: RunResult): Verdict {
  const { captured, refunded, completedValue } = ledger.money;
  const kept = captured - refunded;
  const rest = kept - completedValue;
  const question = "Is the money right?";
  const details = [
    `${formatMoney(captured)} captured - ${formatMoney(refunded)} refunded = ${formatMoney(kept)} kept, for completed orders worth ${formatMoney(completedValue)}.`,
  ];
  if (rest === 0) {
    return { id: "money", question, answer: "Yes: what was kept is what was bought.", tone: "good", details };
  }
  if (rest > 0 && orders.inFlight > 0) {
    const answer = `${formatMoney(rest)} belong to orders that have not completed.`;
    return { id: "money", question, answer, tone: "plain", details };
  }
  const answer =
    rest > 0 ? `No: ${formatMoney(rest)} too much was kept.` : `No: ${formatMoney(-rest)} too little was kept.`;
  return { id: "money", question, answer, tone: "wrong", details };
}

function books({ ledger, run }: RunResult): Verdict {
  const question = "Was a promise broken?";
  const found = (Object.keys(VIOLATIONS) as ViolationKey[]).filter((key) => ledger.violations[key] > 0);
  if (found.length > 0) {
    const details = found.map(
      (key) => `${VIOLATIONS[key].label}: ${formatInteger(ledger.violations[key])}. ${VIOLATIONS[key].help}`,
    );
    return {
      id: "books",
      question,
      answer: `Yes: ${found.map((key) => VIOLATIONS[key].label.toLowerCase()).join(", ")}.`,
      tone: "wrong",
      details,
    };
  }
  const details =
    run.ended === "drained" ? [] : ["The run ended before everything was done: what was under way may still go wrong."];
  return { id: "books", question, answer: "No: every count is 0.", tone: "good", details };
}
