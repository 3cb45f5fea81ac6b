/** What the command line needs for each shipped scenario: a process each. */
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { RunResult } from "../../src/model/index.ts";
import { SHIPPED } from "../documents.ts";
import { count, megabytes, seconds, table } from "../measure.ts";
import { atMost, type Findings, type Section } from "../section.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

function run(file: string): RunResult {
  const args = ["scripts/sim.mjs", "run", `scenarios/${file}`, "--json"];
  return JSON.parse(execFileSync(process.execPath, args, { cwd: root, encoding: "utf8" })) as RunResult;
}

async function measure(): Promise<Findings> {
  const results = SHIPPED.map((file) => ({ file, result: run(file) }));
  const rows = results.map(({ file, result: { orders, backlog, run } }) => [
    file,
    count(orders.arrived),
    count(backlog.peak),
    count(run.events),
    seconds(run.wallSeconds),
    megabytes(run.peakMemoryBytes ?? Number.NaN),
  ]);
  const most = Math.max(...results.map(({ result }) => result.run.peakMemoryBytes ?? Number.NaN));
  const sale = results.find(({ file }) => file === "flash-sale.json")?.result.run.peakMemoryBytes ?? Number.NaN;
  const format = (bytes: number) => `${megabytes(bytes)} MB`;
  return {
    text: `\`sim -- run\`, a process each: the largest resident memory, Node and all code included.

${table(["scenario", "orders", "peak backlog", "events", "seconds", "peak memory, MB"], rows)}`,
    targets: [
      atMost("peak memory of the shipped flash sale", sale, 300e6, format),
      atMost("peak memory of the hungriest shipped scenario", most, 300e6, format),
    ],
  };
}

export const memory: Section = { name: "memory", title: "Memory", measure };
