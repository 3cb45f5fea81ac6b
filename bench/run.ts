/**
 * Measures how fast the engine is and writes docs/performance.md. With the names of sections it measures only these, and prints
 * what it finds: `npm run bench -- canonical`.
 */
import { writeFileSync } from "node:fs";
import { machineLine, page, sectionText } from "./page.ts";
import type { Findings, Section } from "./section.ts";
import { SECTIONS } from "./sections/index.ts";

const names = process.argv.slice(2);
const unknown = names.filter((name) => !SECTIONS.some((section) => section.name === name));
if (unknown.length > 0) {
  console.error(`${unknown.join(", ")}: unknown (known: ${SECTIONS.map(({ name }) => name).join(", ")})`);
  process.exit(2);
}

console.log(machineLine());
const chosen = SECTIONS.filter(({ name }) => names.length === 0 || names.includes(name));
const found: [Section, Findings][] = [];
for (const section of chosen) {
  const findings = await section.measure();
  found.push([section, findings]);
  console.log(`\n${sectionText(section, findings)}`);
  for (const { name, measured, limit, met } of findings.targets)
    console.log(`${met ? "met    " : "NOT MET"} ${name}: ${measured} (${limit})`);
}
if (names.length === 0) {
  writeFileSync(new URL("../docs/performance.md", import.meta.url), page(found));
  console.log("\nWritten: docs/performance.md");
}
