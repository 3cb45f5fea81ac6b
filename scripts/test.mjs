// `npm test`: everything that is checked, in order. A stage that fails does not keep the later ones from running.
// The last line is `N passed, N failed`: tests, and with them every stage without tests of its own that failed.
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { prepareBrowser } from "./browser.mjs";
import { freePort } from "./free-port.mjs";
import { root, tool } from "./run.mjs";
import { setUp } from "./setup.mjs";

/** @typedef {{ passed: number, failed: number }} Count */

const reports = join(root, "test-results", "reports");
const unitReport = join(reports, "unit.json");
const e2eReport = join(reports, "e2e.json");

/** Unused files and packages are shown, and count as a failure once this is true. */
const unusedFails = false;

/** @type {Count} */
const total = { passed: 0, failed: 0 };
/** @type {string[]} */
const failedStages = [];

/** @param {string} file */
function readReport(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined;
}

/** @returns {Count | undefined} */
function unitCount() {
  const report = readReport(unitReport);
  if (report === undefined) return undefined;
  /** @type {{ status: string, assertionResults: unknown[] }[]} */
  const files = report.testResults;
  const unloadable = files.filter((file) => file.status === "failed" && file.assertionResults.length === 0).length;
  return { passed: report.numPassedTests, failed: report.numFailedTests + unloadable };
}

/** @returns {Count | undefined} */
function e2eCount() {
  const stats = readReport(e2eReport)?.stats;
  if (stats?.flaky > 0) console.log(`${stats.flaky} end-to-end tests passed only at the second try.`);
  return stats && { passed: stats.expected + stats.flaky, failed: stats.unexpected };
}

/**
 * Runs one stage. Without a count of its own it adds nothing when it passes and one failure when it fails; a stage
 * that counts but ends badly with no failed test (a crash) is one failure as well.
 * @param {string} name
 * @param {() => Promise<number>} body resolves with an exit code
 * @param {() => Count | undefined} [count]
 */
async function stage(name, body, count) {
  console.log(`\n== ${name}`);
  const begun = Date.now();
  let code = 1;
  /** @type {Count} */
  let counted = { passed: 0, failed: 0 };
  try {
    code = await body();
    counted = count?.() ?? counted;
  } catch (error) {
    console.error(error);
    code = 1;
  }
  if (code !== 0 && counted.failed === 0) counted = { ...counted, failed: 1 };
  total.passed += counted.passed;
  total.failed += counted.failed;
  const failed = counted.failed > 0;
  if (failed) failedStages.push(name);
  console.log(`-- ${name}: ${failed ? "FAILED" : "ok"} (${((Date.now() - begun) / 1000).toFixed(1)} s)`);
  return !failed;
}

/** @param {boolean} done */
const codeOf = (done) => (done ? 0 : 1);

async function main() {
  rmSync(reports, { recursive: true, force: true });
  mkdirSync(reports, { recursive: true });

  if (!(await stage("set-up", async () => codeOf(await setUp())))) return;
  const browser = await stage("browser", async () => codeOf(await prepareBrowser()));
  await stage("types", () => tool("tsc", ["--build"]));
  await stage("lint and format", () => tool("biome", ["check", "--error-on-warnings", "."]));
  await stage("unused files and packages", async () => {
    const code = await tool("knip", ["--no-config-hints"]);
    return unusedFails ? code : 0;
  });
  await stage(
    "unit tests and proofs",
    () => tool("vitest", ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${unitReport}`]),
    unitCount,
  );
  const built = await stage("build", () => tool("vite", ["build", "--logLevel", "warn"]));
  await stage(
    "end-to-end tests",
    async () => {
      if (!browser || !built) {
        console.error(`The end-to-end tests could not run: ${browser ? "the build failed" : "there is no browser"}.`);
        return 1;
      }
      return tool("playwright", ["test"], {
        env: { E2E_REPORT: e2eReport, E2E_PORT: String(await freePort()) },
      });
    },
    e2eCount,
  );
}

await main();
console.log(failedStages.length === 0 ? "\nEverything passed." : `\nFailed: ${failedStages.join(", ")}.`);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 ? 0 : 1;
