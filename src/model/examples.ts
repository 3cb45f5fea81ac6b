/** Orders to look at: which order shows a figure of a result. */
import {
  type Example,
  type RunResult,
  SHOWN_FIGURES,
  type ShownFigure,
  VIOLATIONS,
  type ViolationKey,
} from "./result.ts";

/** An order to look at, and what it is an example of. */
export interface NamedExample extends Example {
  /** Path of the figure in the result. */
  readonly figure: string;
  readonly what: string;
}

type Measured = Omit<RunResult, "goals">;

/** Every order that the result names: violations first, then reasons of failure, the most frequent first, then the extremes. */
export function examplesOf(result: Measured): NamedExample[] {
  const violations = (Object.keys(VIOLATIONS) as ViolationKey[]).map((key) => `ledger.violations.${key}`);
  const extremes = (Object.keys(SHOWN_FIGURES) as (keyof typeof SHOWN_FIGURES)[]).filter(
    // What failed or was rejected is among the reasons.
    (figure) => figure !== "orders.failed" && figure !== "orders.rejected",
  );
  return [...violations, ...reasonsOf(result), ...extremes].flatMap((figure) => named(result, figure) ?? []);
}

/**
 * The order to look at for a figure: one that shows it, or, for a figure that no single order can show, the one that best
 * tells how it came about. Null where the result names none.
 */
export function exampleOf(result: Measured, figure: string): NamedExample | null {
  for (const candidate of [figure, ...standInsFor(result, figure)]) {
    const found = named(result, candidate);
    if (found !== null) return found;
  }
  return null;
}

function named({ examples, shownBy }: Measured, figure: string): NamedExample | null {
  const violation = figure.replace("ledger.violations.", "") as ViolationKey;
  if (violation !== figure) {
    const example = examples[violation];
    return example === undefined ? null : { ...example, figure, what: VIOLATIONS[violation].label };
  }
  const example = shownBy[figure as ShownFigure];
  if (example === undefined) return null;
  const what = SHOWN_FIGURES[figure as keyof typeof SHOWN_FIGURES] ?? `First: ${figure.replace("failures.", "")}`;
  return { ...example, figure, what };
}

/** Figures whose examples stand in for those that this one has not. */
function standInsFor(result: Measured, figure: string): string[] {
  const [head, second] = figure.split(".");
  switch (head) {
    case "latency":
      return [`latency.${second}.max`];
    case "status":
      return ["status.staleness.max"];
    case "undriven":
      return ["undriven.longest"];
    case "ledger":
      return second === "money" ? ["ledger.money.refunded"] : [];
    case "orders":
    case "availability":
      return figure === "orders.lost" ? ["ledger.violations.lostOrders"] : mishapsOf(result);
    case "backlog":
    case "components":
      // Of what piles up somewhere, whoever waited longest.
      return ["latency.completion.max", "orders.inFlight"];
    default:
      return [];
  }
}

/** Why orders did not complete, what befell most of them first. */
function mishapsOf(result: Measured): string[] {
  const { stuck, lost, inFlight } = result.orders;
  const mishaps: [string, number][] = [
    ...Object.entries(result.failures).map(([reason, count]): [string, number] => [`failures.${reason}`, count]),
    ["orders.stuck", stuck],
    ["ledger.violations.lostOrders", lost],
    ["orders.inFlight", inFlight],
  ];
  return mishaps.sort(([, a], [, b]) => b - a).map(([figure]) => figure);
}

function reasonsOf({ failures }: Measured): string[] {
  return Object.entries(failures)
    .sort(([, a], [, b]) => b - a)
    .map(([reason]) => `failures.${reason}`);
}
