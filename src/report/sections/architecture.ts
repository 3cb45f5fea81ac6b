import { arrivalsOf, totalOf } from "../../analysis/flow.ts";
import { overloadOf } from "../../analysis/index.ts";
import {
  type Component,
  differsFromDefault,
  formatCount,
  formatDuration,
  formatFigure,
  formatPercent,
  KINDS,
  stepsOf,
} from "../../model/index.ts";
import { type Block, type Section, words } from "../content.ts";
import type { ReportInput } from "../input.ts";
import type { Drawing } from "../svg/drawing.ts";

/** The drawing, and every setting that is not the default. */
export function architecture(input: ReportInput): Section {
  return {
    id: "architecture",
    title: "Architecture",
    blocks: [{ type: "drawing", drawing: drawingOf(input) }, ...sagas(input), ...settings(input), ...faults(input)],
  };
}

/** The architecture as it is drawn: each component with its size and how busy it was. */
export function drawingOf({ scenario, result, frames }: ReportInput): Drawing {
  const { from, bottleneck } = overloadOf(scenario, result, frames);
  const { components, links } = scenario.architecture;
  return {
    boxes: components.map((component) => {
      const { id, kind, name, position } = component;
      const { label } = KINDS[kind];
      const utilization = result.components[id]?.utilization ?? null;
      const busy = utilization === null ? "" : ` · ${formatPercent(utilization)} busy`;
      const below = `${sizeOf(component, result.components[id]?.peakQueue ?? 0)}${busy}`;
      const limits = from !== null && bottleneck?.id === id;
      const above = name === label ? id : label;
      return { id, above, name, below, position, ...(limits && { badge: "limit" }) };
    }),
    wires: links.map(({ from, to, latency }) => ({ from, to, label: latency > 0 ? formatDuration(latency) : "" })),
  };
}

function sizeOf(component: Component, peakQueue: number): string {
  switch (component.kind) {
    case "shoppers":
      return `about ${formatCount(totalOf(arrivalsOf(component)))} orders`;
    case "queue":
    case "eventQueue":
      return `at most ${formatCount(peakQueue)} waiting`;
    case "orchestrator":
      return size(component.config.workers, "worker");
    case "loadBalancer":
      return "no servers of its own";
    default:
      return size(component.config.servers, "server");
  }
}

function size(count: number | null, noun: string): string {
  if (count === null) return `unlimited ${noun}s`;
  return `${formatFigure(count, "count")} ${noun}${count === 1 ? "" : "s"}`;
}

function sagas({ scenario }: ReportInput): Block[] {
  const names = new Map(scenario.architecture.components.map(({ id, name }) => [id, name]));
  const columns = ["Step", "Component", "Operation", "Compensation", "On failure"].map((label) => ({ label }));
  return scenario.architecture.components.flatMap((component): Block[] => {
    const steps = stepsOf(component);
    if (steps.length === 0) return [];
    const rows = steps.map(({ step, component: id, operation, compensation, onFailure }) => [
      words(step),
      words(names.get(id) ?? id),
      words(operation),
      words(compensation ?? "none", compensation === null ? "quiet" : undefined),
      words(onFailure === "continue" ? "carry on" : "undo the order", "quiet"),
    ]);
    return [
      {
        type: "table",
        table: {
          caption: `${component.kind === "orchestrator" ? "Saga" : "Reactions"} of ${component.name}`,
          columns,
          rows,
        },
      },
    ];
  });
}

/** Settings that have a table of their own. */
const TOLD_ELSEWHERE: readonly string[] = ["saga", "arrivals"];

function settings({ document, scenario }: ReportInput): Block[] {
  const written = document.architecture?.components ?? [];
  const rows = scenario.architecture.components.flatMap(({ kind, name }, index) =>
    differsFromDefault(kind, written[index]?.config)
      .filter(({ path }) => !TOLD_ELSEWHERE.includes(path))
      .map(({ label, value, default: plain }) => [words(name), words(label), words(value), words(plain, "quiet")]),
  );
  if (rows.length === 0) return [{ type: "text", text: "Every setting is at its default.", tone: "quiet" }];
  const columns = [{ label: "Component" }, { label: "Setting" }, { label: "Value" }, { label: "Default" }] as const;
  return [{ type: "table", table: { caption: "Settings that differ from the defaults", columns, rows } }];
}

function faults({ scenario }: ReportInput): Block[] {
  if (scenario.faults.length === 0) return [];
  const rows = scenario.faults.map(({ kind, ...settings }) => [words(kind), words(listed(settings))]);
  return [{ type: "table", table: { caption: "Faults", columns: [{ label: "Fault" }, { label: "Settings" }], rows } }];
}

function listed(settings: Readonly<Record<string, unknown>>): string {
  const parts = Object.entries(settings).map(([key, value]) => `${key} ${JSON.stringify(value)}`);
  return parts.join(", ");
}
