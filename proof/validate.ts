/**
 * Runs the proof against theory and writes docs/validation.md; exits 1 when a row does not hold. With names of systems it runs only
 * these, and leaves the others' sections as they are: `npm run validate -- "M/M/1 at 80 %"`.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { page, section, sectionOf } from "./theory/page.ts";
import type { Verdict } from "./theory/row.ts";
import { SUITE } from "./theory/suite/index.ts";

const file = new URL("../docs/validation.md", import.meta.url);
const names = process.argv.slice(2);
const unknown = names.filter((name) => !SUITE.some((system) => system.name === name));
if (unknown.length > 0) {
  console.error(`${unknown.join(", ")}: unknown (known: ${SUITE.map(({ name }) => name).join(", ")})`);
  process.exit(2);
}

const before = names.length > 0 ? readFileSync(file, "utf8") : "";
const sections: string[] = [];
const verdicts: Verdict[] = [];
for (const system of SUITE) {
  if (names.length > 0 && !names.includes(system.name)) {
    sections.push(`${sectionOf(before, system.name).trimEnd()}\n`);
    continue;
  }
  const start = performance.now();
  const found = system.prove();
  sections.push(section(system, found));
  verdicts.push(...found);
  const bad = found.filter(({ trouble }) => trouble !== null);
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(`${bad.length === 0 ? "ok    " : "FAILED"} ${system.name} (${found.length} rows, ${seconds} s)`);
  for (const { figure, theory, simulated, halfWidth, trouble } of bad) {
    console.log(`       ${trouble}: ${figure}: theory ${theory}, simulated ${simulated} ± ${halfWidth}`);
  }
}
writeFileSync(file, page(sections));
const failed = verdicts.filter(({ trouble }) => trouble !== null).length;
console.log(
  `${verdicts.length - failed} of ${verdicts.length} rows are as they should be. Written: docs/validation.md`,
);
process.exitCode = failed === 0 ? 0 : 1;
