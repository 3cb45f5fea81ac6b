import { defineConfig } from "@playwright/test";
import { browserArguments, browserPath } from "./scripts/browser.mjs";

process.env.E2E_PORT ??= "4179";
const address = `http://localhost:${process.env.E2E_PORT}/`;

const HEAVY = /(figures|running|experiments)\.spec\.ts$/;

export default defineConfig({
  testDir: "e2e",
  outputDir: "test-results/e2e",
  timeout: 120_000,
  expect: { timeout: 20_000 },
  workers: 2,
  // A machine that others share may stand still for seconds. What is really broken fails twice.
  retries: 1,
  forbidOnly: process.env.CI !== undefined,
  // What simulates whole sales needs the machine for itself: a run beside another one takes several times as long.
  projects: [
    { name: "page", testIgnore: HEAVY },
    { name: "sales", testMatch: HEAVY, workers: 1, dependencies: ["page"] },
  ],
  reporter: [["list"], ["json", { outputFile: process.env.E2E_REPORT ?? "test-results/reports/e2e.json" }]],
  use: {
    baseURL: address,
    viewport: { width: 1440, height: 900 },
    // A service worker would serve the build of an earlier run.
    serviceWorkers: "block",
    trace: "retain-on-failure",
    launchOptions: { executablePath: browserPath(), args: browserArguments },
  },
  webServer: {
    command: `node scripts/serve.mjs --port ${process.env.E2E_PORT}`,
    url: address,
    reuseExistingServer: false,
  },
});
