// Whatever is drawn, configured and broken: the books balance, the run ends, and it is the same again.
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { createSimulation } from "../src/engine/index.ts";
import { FAULTS, type RunResult, type Story, type StoryEvent } from "../src/model/index.ts";
import { type Design, design, FAULT_KINDS } from "./designs.ts";
import { read } from "./run.ts";

/** `DESIGNS=100000 npx vitest run proof/properties.test.ts` for a long night. */
const DESIGNS = Number(process.env.DESIGNS ?? 1000);
/** Another seed, other designs; a failure prints the one to use. */
const SEED = process.env.DESIGN_SEED === undefined ? 20_261_122 : Number(process.env.DESIGN_SEED);
/** No design of some tens of orders takes nearly as many, unless it goes on for ever at one instant. */
const EVENTS_MAX = 3_000_000;
const EVENTS_A_SLICE = 97;
const MINUTES = 60_000;

/** Runs a design, and has its books checked on the way. */
function run({ document }: Design): { result: RunResult; stories: readonly Story[]; wrong: readonly string[] } {
  const simulation = createSimulation(read(document), { follow: () => true });
  const wrong = new Set<string>();
  let events = 0;
  while (!simulation.advance(EVENTS_A_SLICE)) {
    for (const line of simulation.audit()) wrong.add(line);
    events += EVENTS_A_SLICE;
    if (events > EVENTS_MAX) throw new Error("the run does not end");
  }
  for (const line of simulation.audit()) wrong.add(line);
  const result = simulation.result({ wallSeconds: 0, peakMemoryBytes: null });
  return { result, stories: simulation.stories(), wrong: [...wrong] };
}

/** Everything in a value that is a number and none: NaN, Infinity. */
function notNumbers(value: unknown, path = "result"): string[] {
  if (typeof value === "number") return Number.isFinite(value) ? [] : [path];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) => notNumbers(each, `${path}.${key}`));
}

const is = (event: StoryEvent["event"], step?: string) => (e: StoryEvent) =>
  e.event === event && (step === undefined || e.step === step);

/** Whether the hold ran out while a charge was under way. */
function expiresDuringPayment(events: readonly StoryEvent[]): boolean {
  return events.some((event, at) => {
    if (event.event !== "expired") return false;
    const before = events.slice(0, at).findLast(({ step, compensation }) => step === "charge" && !compensation);
    return before?.event === "called";
  });
}

/** Rare branches, and how a story shows that one was taken. */
const SOMETIMES: Readonly<Record<string, (events: readonly StoryEvent[]) => boolean>> = {
  "a late capture meets a tombstone": (events) =>
    events.some((e) => e.event === "unheard" && e.step === "charge" && e.text.endsWith("compensated before")),
  "a charge is undone as it lands": (events) => events.some(is("voided")),
  "a hold expires during the payment": expiresDuringPayment,
  "an expired hold is taken again": (events) => events.some(is("retaken")),
  "a hold is renewed": (events) => events.some(is("renewed")),
  "a driver dies in the middle of a rollback": (events) =>
    events.some((e) => e.event.startsWith("crashed") && e.compensation),
  "a message is delivered again": (events) => events.some(is("resumed")),
  "a repeated charge joins the one in progress": (events) => events.some(is("joined")),
  "a request is lost": (events) => events.some(is("requestLost")),
  "an answer is lost": (events) => events.some(is("answerLost")),
  "an answer comes too late": (events) => events.some(is("answerLate")),
  "a driver that stood still has lost its lease, and is fenced off": (events) => events.some(is("fenced")),
  "a driver is fenced off in the middle of a rollback": (events) =>
    events.some((e) => e.event === "fenced" && e.compensation),
  "a breaker keeps a call back": (events) =>
    events.some((e) => e.event === "callRefused" && e.text.endsWith("circuit open")),
  "a breaker is half open": (events) => events.some(is("probed")),
  "a bulkhead is full": (events) => events.some((e) => e.event === "callRefused" && e.text.endsWith("bulkhead full")),
  "a call is shed": (events) => events.some((e) => e.event === "answered" && e.text.endsWith("load shed")),
  "a service says no": (events) =>
    events.some((e) => e.event === "answered" && e.text.endsWith("refused by a service")),
  "a service fails because of another": (events) =>
    events.some((e) => e.event === "answered" && e.step === "price" && e.text.endsWith("service error")),
  "a shipment is cancelled": (events) => events.some(is("cancelled")),
  "sold units are restocked": (events) => events.some(is("restocked")),
  "an order is lost": (events) => events.some(is("lost")),
  "an order is stuck": (events) => events.some(is("stuck")),
};

const reached = new Map<string, number>();
let claims = 0;

function notice(stories: readonly Story[]): void {
  for (const [branch, test] of Object.entries(SOMETIMES)) {
    const times = stories.filter(({ events }) => test(events)).length;
    reached.set(branch, (reached.get(branch) ?? 0) + times);
  }
}

describe(`of ${DESIGNS} generated designs`, () => {
  it(
    "each balances its books at every moment, ends, repeats itself, and holds what it protects",
    () => {
      fc.assert(
        fc.property(design, (drawn) => {
          const { result, stories, wrong } = run(drawn);
          notice(stories);
          expect(wrong).toEqual([]);
          const { arrived, rejected, completed, failed, stuck, lost, inFlight } = result.orders;
          expect(arrived).toBe(rejected + completed + failed + stuck + lost + inFlight);
          expect(notNumbers(result)).toEqual([]);
          const again = createSimulation(read(drawn.document));
          while (!again.advance(1e6)) {}
          expect(again.result({ wallSeconds: 0, peakMemoryBytes: null }).run.digest).toBe(result.run.digest);
          if (!drawn.safe || result.run.ended !== "drained") return;
          claims++;
          expect(Object.entries(result.ledger.violations).filter(([, count]) => count > 0)).toEqual([]);
          expect({ held: result.ledger.units.held, inFlight }).toEqual({ held: 0, inFlight: 0 });
          expect(result.ledger.money.captured - result.ledger.money.refunded).toBe(result.ledger.money.completedValue);
        }),
        { numRuns: DESIGNS, seed: SEED },
      );
    },
    10 * MINUTES,
  );

  it("enough were drained with every protection on", () => {
    expect(claims).toBeGreaterThan(DESIGNS / 5);
  });

  it.each(Object.keys(SOMETIMES))("sometimes %s", (branch) => {
    expect(reached.get(branch)).toBeGreaterThan(0);
  });

  it("every kind of fault is among them", () => {
    expect(Object.keys(FAULT_KINDS).sort()).toEqual(Object.keys(FAULTS).sort());
  });

  afterAll(() => {
    if (process.env.DESIGNS !== undefined) console.log(Object.fromEntries(reached), { claims });
  });
});
