/** Runs all of the proof against theory and writes docs/validation.md; exits 1 when a row does not hold. */
import { writeFileSync } from "node:fs";
import { page, section } from "./theory/page.ts";
import type { Verdict } from "./theory/row.ts";
import { SUITE } from "./theory/suite/index.ts";

const sections: string[] = [];
const verdicts: Verdict[] = [];
for (const system of SUITE) {
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
writeFileSync(new URL("../docs/validation.md", import.meta.url), page(sections, verdicts));
const failed = verdicts.filter(({ trouble }) => trouble !== null).length;
console.log(
  `${verdicts.length - failed} of ${verdicts.length} rows are as they should be. Written: docs/validation.md`,
);
process.exitCode = failed === 0 ? 0 : 1;
