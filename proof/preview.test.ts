/** How far a scaled preview is from the full run: what docs/preview.md says. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { previewOf, wholeFrames, wholeResult } from "../src/analysis/index.ts";
import { createSimulation } from "../src/engine/index.ts";
import {
  COMPONENT_FIGURES,
  checkWiring,
  FIGURES,
  figureOf,
  parseDocument,
  parseDocumentText,
  readFigure,
  type Scenario,
} from "../src/model/index.ts";
import { checkout } from "./checkout.ts";

function read(file: string) {
  const parsed = parseDocumentText(readFileSync(new URL(`../scenarios/${file}.json`, import.meta.url), "utf8"));
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed;
}

function run(scenario: Scenario) {
  const simulation = createSimulation(scenario);
  while (!simulation.advance(1_000_000));
  return { result: simulation.result({ wallSeconds: 0, peakMemoryBytes: null }), frames: simulation.frames() };
}

/** The preview, read as the whole, and the full run. */
function both(file: string) {
  const { document, scenario } = read(file);
  const preview = previewOf(document, scenario);
  if (preview === null) throw new Error(`${file} has no preview`);
  const small = parseDocument(preview.document);
  if (!small.ok) throw new Error(JSON.stringify(small.problems));
  expect(checkWiring(small.scenario).filter(({ severity }) => severity === "error")).toEqual([]);
  const glimpse = run(small.scenario);
  return {
    scale: preview.scale,
    glimpse: wholeResult(preview, scenario, glimpse.result),
    frames: wholeFrames(preview, glimpse.frames),
    full: run(scenario),
  };
}

describe("the preview of the flash sale", () => {
  const { scale, glimpse, frames, full } = both("flash-sale");

  it("is at 1:125, so that it has 24,000 orders", () => {
    expect(scale).toBe(125);
    expect(glimpse.run.events).toBeLessThan(full.result.run.events / 110);
  });

  it("names no order to look at: those of the small run are not those of the whole", () => {
    expect(Object.keys(full.result.shownBy)).toContain("latency.completion.max");
    expect([glimpse.shownBy, glimpse.examples]).toEqual([{}, {}]);
  });

  it.each([
    ["orders.arrived", 0.01],
    ["orders.completed", 0.01],
    ["backlog.peak", 0.015],
    ["backlog.peakBytes", 0.015],
    ["backlog.drainedAt", 0.015],
    ["latency.acceptance.p99", 0.02],
    ["latency.completion.p50", 0.015],
    ["latency.completion.p99", 0.015],
    ["components.payment.utilization", 0.02],
    ["components.inventory.utilization", 0.03],
    ["components.shipping.utilization", 0.03],
  ])("%s within %f", (path, share) => {
    const small = readFigure(glimpse, path) ?? Number.NaN;
    const large = readFigure(full.result, path) ?? Number.NaN;
    expect(Math.abs(small / large - 1), `${small} and ${large}`).toBeLessThan(share);
  });

  it("has the same goals met, and the same course", () => {
    expect(glimpse.goals.map(({ met }) => met)).toEqual(full.result.goals.map(({ met }) => met));
    const peak = frames.series.backlog.reduce((most, value) => Math.max(most, value), 0);
    expect(peak / full.result.backlog.peak).toBeCloseTo(1, 1);
    const servers = frames.components.payment?.servers[5] ?? 0;
    expect(servers).toBe(2500);
  });
});

describe("a preview", () => {
  it("counts as many of everything as the whole has, and no other times", () => {
    const document = checkout({
      gateway: { status: { fallbackShare: 0.5 }, virtualWaitingRoom: { rate: 100 } },
      shoppers: { arrivals: { startRate: 200, stages: [{ target: 200, duration: "4s" }] } },
      run: { seed: 1, limit: "10m" },
    });
    const parsed = parseDocument(document);
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
    const { scenario } = parsed;
    const { result } = run(scenario);
    const whole = wholeResult({ scale: 7, document, extra: new Map() }, scenario, result);
    const paths = [
      ...FIGURES.map(({ path }) => path),
      ...COMPONENT_FIGURES.map(({ path }) => `components.gateway.${path}`),
    ].filter((path) => path !== "run.events" && readFigure(result, path) !== null);
    expect(paths).toEqual(expect.arrayContaining(["status.polls", "components.gateway.peakWaitingRoom"]));
    for (const path of paths) {
      const unit = figureOf(path)?.unit ?? "";
      const by = ["count", "bytes", "money", "perSecond"].includes(unit) ? 7 : 1;
      expect(readFigure(whole, path), path).toBeCloseTo((readFigure(result, path) ?? 0) * by, 6);
    }
  });

  it("of stock that runs out sells what there is", () => {
    const { glimpse, full } = both("the-drop");
    expect(glimpse.orders.completed).toBe(full.result.orders.completed);
    for (const path of ["backlog.peak", "backlog.drainedAt", "latency.refusal.p99"]) {
      const small = readFigure(glimpse, path) ?? Number.NaN;
      expect(Math.abs(small / (readFigure(full.result, path) ?? 0) - 1), path).toBeLessThan(0.02);
    }
  });

  it("is not made of what is small or cannot be divided", () => {
    for (const file of ["last-units", "pairs/lost-ack-with-keys"]) {
      const { document, scenario } = read(file);
      expect(previewOf(document, scenario), file).toBeNull();
    }
  });

  it("is at a scale that divides what limits the sale", () => {
    const { document } = read("flash-sale");
    const components = document.architecture?.components?.map((component) =>
      component.id === "payment" ? { ...component, config: { ...component.config, servers: 2550 } } : component,
    );
    const parsed = parseDocument({ ...document, architecture: { ...document.architecture, components } });
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
    // 2550 are 150 times 17.
    expect(previewOf(parsed.document, parsed.scenario)?.scale).toBe(150);
  });

  it("keeps spare servers in small pools", () => {
    const { document, scenario } = read("flash-sale");
    const preview = previewOf(document, scenario);
    expect(preview?.extra.get("payment")).toBe(1);
    // 550 of 900 are busy: 4.4 of 7.2 would make orders wait, 11 do not.
    expect(preview?.extra.get("inventory")).toBeCloseTo(11 / 7.2, 9);
  });
});
