// The pairs of documents, each run with and without its protection.
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  PAIRS,
  type Pair,
  type PairRun,
  pairStories,
  pairsIndex,
  pairsReference,
  readPairDocument,
  runPairDocument,
} from "../scripts/pairs.ts";
import {
  checkWiring,
  exampleOf,
  type RunResult,
  readFigure,
  type StoryEvent,
  type StoryEventName,
} from "../src/model/index.ts";
import { differences } from "./differences.ts";
import { read, seeded } from "./run.ts";

const SEEDS = [1, 2, 3, 4, 5];
const files = PAIRS.flatMap((pair) => [pair.protected, pair.unprotected]);

/** Every run this file needs, once. */
const runs = new Map<string, PairRun>();
function runOf(file: string, seed: number, scale = 1): PairRun {
  const key = `${file} ${seed} ${scale}`;
  const known = runs.get(key) ?? runPairDocument(file, seed, scale);
  runs.set(key, known);
  return known;
}

const ownSeed = (file: string) => readPairDocument(file).scenario.run.seed;
const resultOf = (file: string): RunResult => runOf(file, ownSeed(file)).result;
const text = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), "utf8");

describe("the pairs", () => {
  it("are all the documents of their folder, each in one pair", () => {
    const found = readdirSync(new URL("../scenarios/pairs/", import.meta.url)).filter((name) => name !== "index.json");
    expect([...files].sort()).toEqual(found.sort());
    expect(new Set(PAIRS.map(({ name }) => name)).size).toBe(PAIRS.length);
  });

  it("cover the seven failures", () => {
    const failures = new Set(PAIRS.flatMap(({ failure }) => failure ?? []));
    expect([...failures].sort()).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });

  it("list the figures that their runs have, in the index and in the reference", () => {
    const hint = "a pair shows something else than before. If that is meant: npm run generate";
    expect(text("scenarios/pairs/index.json"), hint).toBe(pairsIndex(resultOf));
    expect(text("docs/pairs.md"), hint).toBe(pairsReference(resultOf));
  });

  it.each(files)("%s says what to watch, is placed, and leaves nothing unused", (file) => {
    const scenario = read(readPairDocument(file).document);
    expect(scenario.about.length).toBeGreaterThan(80);
    expect(scenario.about).toContain("watch");
    expect(scenario.architecture.components.filter(({ position }) => position === null)).toEqual([]);
    expect(checkWiring(scenario)).toEqual([]);
  });

  it("would be told apart by any other difference", () => {
    const [{ document: one }, { document: two }] = ["lost-ack-with-keys.json", "late-charge-with-tombstones.json"].map(
      readPairDocument,
    );
    expect(differences(one, one)).toEqual([]);
    expect(differences(one, seeded(one, 2))).toEqual(["run.seed"]);
    expect(differences(one, two)).toContain("architecture.links.orchestrator>payment.timeout");
    expect(differences(one, two)).toContain("architecture.components.payment.config.idempotencyKeys");
  });
});

/** Ends of orders, as stories tell them. */
const ENDS: readonly StoryEventName[] = ["completed", "failed", "rejected", "stuck", "lost"];

/** What a story has told by the instant at which its order shows a figure: mostly at that very instant. */
function tells(figure: string, events: readonly StoryEvent[], time: number): boolean {
  const told = (...names: StoryEventName[]) => events.some(({ event }) => names.includes(event));
  const tellsNow = (...names: StoryEventName[]) => events.some((e) => e.time === time && names.includes(e.event));
  switch (figure) {
    case "orders.inFlight":
      return !told(...ENDS);
    case "orders.rejected":
      return tellsNow("rejected");
    case "latency.acceptance.max":
      // The answer is on its way back for a while.
      return told("accepted");
    case "latency.completion.max":
      return tellsNow("completed");
    case "latency.refusal.max":
      return tellsNow("failed", "rejected");
    case "status.staleness.max":
      return told("completed", "failed");
    case "undriven.longest":
      return told("crashed", "crashedUnrecorded") && tellsNow("resumed");
    case "ledger.money.refunded":
      return tellsNow("refunded");
    case "ledger.violations.duplicateOrders":
      return events.filter(({ event }) => event === "accepted").length > 1;
    case "ledger.violations.doubleCharges":
      return tellsNow("charged");
    case "ledger.violations.doubleShipments":
      return tellsNow("shipped");
    case "ledger.violations.stuckSagas":
      return tellsNow("stuck");
    case "ledger.violations.lostOrders":
      return tellsNow("lost");
    case "ledger.violations.oversoldUnits":
      return tellsNow("confirmed", "retaken");
    case "ledger.violations.chargedWithoutOrder":
      return told("charged");
    case "ledger.violations.shippedWithoutPayment":
      return told("shipped");
    case "ledger.violations.leakedHolds":
      return told("reserved");
    default:
      return figure.startsWith("failures.") && tellsNow("failed", "rejected");
  }
}

describe.each(PAIRS)("$name", (pair: Pair) => {
  const { figure, relation } = pair.shows;

  it("differs in the protection only", () => {
    const changed = differences(
      readPairDocument(pair.protected).document,
      readPairDocument(pair.unprotected).document,
    ).filter((path) => !["name", "about", "goals"].includes(path));
    const isIn = (path: string, field: string) => path === field || path.startsWith(`${field}.`);
    expect(changed.filter((path) => !pair.differsIn.some((field) => isIn(path, field)))).toEqual([]);
    expect(pair.differsIn.filter((field) => !changed.some((path) => isIn(path, field)))).toEqual([]);
  });

  it("names an order that shows it, whose story can be told", () => {
    const seed = ownSeed(pair.unprotected);
    const example = exampleOf(runOf(pair.unprotected, seed, pair.scale).result, figure);
    if (example === null) throw new Error(`no order shows ${figure}`);
    const [story, ...others] = pairStories(pair.unprotected, new Set([example.order]), seed, pair.scale);
    expect(others).toEqual([]);
    expect(story.order).toBe(example.order);
    expect(story.events[0].event).toBe("arrived");
    const seen = story.events.filter(({ time }) => time <= example.time);
    expect(tells(example.figure, seen, example.time), seen.map(({ text }) => text).join("\n")).toBe(true);
  }, 300_000);

  const sizes = SEEDS.map((seed) => ({ seed, scale: pair.scale ?? 1 }));
  // A large one is run at its full size with its own seed only.
  if (pair.scale !== undefined) sizes.push({ seed: ownSeed(pair.protected), scale: 1 });

  it.each(sizes)(
    "shows what it is named for, with seed $seed at 1/$scale",
    ({ seed, scale }) => {
      const safe = runOf(pair.protected, seed, scale);
      const bare = runOf(pair.unprotected, seed, scale);
      expect(safe.audit).toEqual([]);
      expect(bare.audit).toEqual([]);
      expect(safe.result.run.ended).toBe("drained");
      expect(Object.entries(safe.result.ledger.violations).filter(([, count]) => count !== 0)).toEqual([]);
      expect(safe.result.goals.filter(({ met }) => !met)).toEqual([]);
      expect(bare.result.goals.filter(({ met }) => !met)).not.toEqual([]);
      const [withIt, without] = [readFigure(safe.result, figure), readFigure(bare.result, figure)];
      if (withIt === null || without === null) throw new Error(`a run has no ${figure}`);
      if (relation === "less") expect(withIt).toBeLessThan(without);
      else expect(withIt).toBeGreaterThan(without);
    },
    300_000,
  );
});
