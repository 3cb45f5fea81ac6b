/** docs/performance.md. */
import { spawnSync } from "node:child_process";
import { cpus, totalmem } from "node:os";
import type { Findings, Section } from "./section.ts";

/** What it was measured on. */
export function machineLine(): string {
  const cores = cpus();
  const memory = `${Math.round(totalmem() / 2 ** 30)} GB`;
  const compiler = spawnSync("g++", ["--version"], { encoding: "utf8" }).stdout?.split("\n")[0] ?? "no g++";
  return `${cores[0]?.model.trim() ?? "unknown processor"}, ${cores.length} cores, ${memory}, ${process.platform}, Node ${process.version}, ${compiler || "no g++"}`;
}

export function sectionText({ title }: Section, { text }: Findings): string {
  return `## ${title}\n\n${text}\n`;
}

export function page(all: readonly (readonly [Section, Findings])[]): string {
  const targets = all.flatMap(([, findings]) => findings.targets);
  const rows = targets.map(
    ({ name, measured, limit, met }) => `| ${name} | ${measured} | ${limit} | ${met ? "met" : "**not met**"} |`,
  );
  return `# Performance

Written by \`npm run bench\`, which measures all of it in one run. Times depend on the machine, ratios much less: what is compared is measured in turn.

Measured on: ${machineLine()}.

| target | measured | limit | |
|---|---:|---:|---|
${rows.join("\n")}

${all.map(([section, findings]) => sectionText(section, findings)).join("\n")}`;
}
