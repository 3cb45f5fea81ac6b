import { defineConfig } from "@playwright/test";
import { browserArguments, browserPath } from "./scripts/browser.mjs";

process.env.E2E_PORT ??= "4179";
const address = `http://localhost:${process.env.E2E_PORT}/`;

export default defineConfig({
  testDir: "e2e",
  outputDir: "test-results/e2e",
  timeout: 60_000,
  expect: { timeout: 10_000 },
  workers: 2,
  retries: 0,
  forbidOnly: process.env.CI !== undefined,
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
