/** A small run to make reports of in tests. */
import {
  COMPONENT_SERIES,
  type ComponentSeriesName,
  type DocumentInput,
  type Frames,
  judge,
  parseDocument,
  type RunResult,
  SERIES,
  type SeriesName,
  VIOLATIONS,
  type ViolationKey,
} from "../model/index.ts";
import type { ReportInput } from "./input.ts";

/** Texts that a document may bring along. */
export interface Texts {
  readonly name: string;
  readonly about: string;
  readonly component: string;
  readonly goal: string;
  readonly step: string;
  readonly reason: string;
}

export const PLAIN_TEXTS: Texts = {
  name: "Spring sale",
  about: "A sale.\n\nIn two paragraphs.",
  component: "Bank",
  goal: "Accepted soon",
  step: "reserve",
  reason: "payment declined",
};

/** The report input of a run that lasted ten seconds: 100 orders arrived, 90 completed, 6 failed, 4 were rejected, one unit was oversold. */
export function reportInput(texts: Texts = PLAIN_TEXTS): ReportInput {
  const document = documentOf(texts);
  const parsed = parseDocument(document);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  const { scenario } = parsed;
  const ids = scenario.architecture.components.map(({ id }) => id);
  const frames = framesOf(ids);
  const measured = resultOf(texts, scenario.architecture.components);
  const goals = scenario.goals.map((goal) => judge(goal, measured));
  return { document, scenario, result: { ...measured, goals }, frames };
}

function documentOf({ name, about, component, goal, step }: Texts): DocumentInput {
  return {
    format: "doorbuster",
    version: 1,
    name,
    about,
    architecture: {
      components: [
        {
          id: "shoppers",
          kind: "shoppers",
          config: { arrivals: { startRate: 10, stages: [{ target: 10, duration: "10s" }] } },
        },
        { id: "gateway", kind: "gateway" },
        { id: "queue", kind: "queue" },
        {
          id: "orchestrator",
          kind: "orchestrator",
          config: {
            saga: [
              { step, component: "inventory", operation: "reserve", compensation: "release" },
              { step: "pay", component: "payment", operation: "charge", compensation: "refund" },
            ],
          },
        },
        { id: "inventory", kind: "inventory" },
        { id: "payment", kind: "payment", name: component, config: { servers: 3 } },
      ],
      links: [
        { from: "shoppers", to: "gateway", latency: "20ms" },
        { from: "gateway", to: "queue" },
        { from: "queue", to: "orchestrator" },
        { from: "orchestrator", to: "inventory" },
        { from: "orchestrator", to: "payment", latency: "1ms" },
      ],
    },
    goals: [
      { name: goal, figure: "latency.acceptance.p99", atMost: "2s" },
      { name: "No unit sold twice", figure: "ledger.violations.oversoldUnits", atMost: 0 },
    ],
    run: { seed: 7 },
  };
}

type Measured = Omit<RunResult, "goals">;

function resultOf(texts: Texts, components: readonly { readonly id: string; readonly kind: string }[]): Measured {
  const none = { count: 0, mean: null, p50: null, p95: null, p99: null, max: null };
  const violations = Object.fromEntries(Object.keys(VIOLATIONS).map((key) => [key, 0])) as Record<ViolationKey, number>;
  return {
    scenario: { name: texts.name, digest: "0123456789abcdef" },
    run: {
      seed: 7,
      ended: "drained",
      events: 1234,
      simulatedSeconds: 10,
      wallSeconds: 0.01,
      peakMemoryBytes: 1e8,
      digest: "fedcba9876543210",
      engineVersion: "1",
    },
    orders: {
      arrived: 100,
      submitted: 100,
      accepted: 96,
      rejected: 4,
      completed: 90,
      failed: 6,
      stuck: 0,
      lost: 0,
      inFlight: 0,
    },
    availability: { answered: 96, rateLimited: 4, ratio: 0.96 },
    backlog: {
      peak: 12,
      peakAt: 4.5,
      peakBytes: 24_000,
      drainedAt: 9.25,
      toldToWait: 0,
      meanEstimate: null,
      maxEstimate: null,
    },
    latency: {
      acceptance: { count: 96, mean: 0.05, p50: 0.045, p95: 0.06, p99: 0.07, max: 0.075 },
      completion: { count: 90, mean: 1.5, p50: 1.4, p95: 2.5, p99: 3, max: 3.125 },
      refusal: none,
    },
    ledger: {
      units: { stock: 89, available: -1, held: 0, sold: 90 },
      money: { captured: 960_000, refunded: 60_000, completedValue: 900_000 },
      violations: { ...violations, oversoldUnits: 1 },
    },
    examples: { oversoldUnits: { order: "95", time: 9.5 } },
    shownBy: {
      [`failures.${texts.reason}`]: { order: "3", time: 1.25 },
      "orders.failed": { order: "3", time: 1.25 },
      "latency.completion.max": { order: "2-41", time: 7.5 },
    },
    undriven: { orders: 0, mean: null, longest: null },
    failures: { [texts.reason]: 6 },
    components: Object.fromEntries(
      components.map(({ id, kind }, index) => [
        id,
        {
          kind,
          completed: 90 + index,
          utilization: index < 3 ? null : index / 8,
          meanQueue: index / 2,
          peakQueue: index,
          meanWait: null,
          meanService: 0.05,
        },
      ]),
    ),
  };
}

const SAMPLES = 40;

function framesOf(ids: readonly string[]): Frames {
  const interval = 10 / SAMPLES;
  const rising = (slope: number) => Float64Array.from({ length: SAMPLES }, (_, k) => (k + 1) * slope);
  const series = Object.fromEntries(SERIES.map((name, index) => [name, rising(index)])) as Record<
    SeriesName,
    Float64Array
  >;
  series.completionP99.fill(Number.NaN, 0, 5);
  return {
    interval,
    times: rising(interval),
    series,
    components: Object.fromEntries(
      ids.map((id) => [
        id,
        Object.fromEntries(COMPONENT_SERIES.map((name, index) => [name, rising(index)])) as Record<
          ComponentSeriesName,
          Float64Array
        >,
      ]),
    ),
  };
}
