// `npm run test:e2e`: set-up, browser, build, Playwright; arguments go on to Playwright, e.g. `-- -g "the page opens"`.
import { prepareBrowser } from "./browser.mjs";
import { freePort } from "./free-port.mjs";
import { tool } from "./run.mjs";
import { setUp } from "./setup.mjs";

async function main() {
  if (!(await setUp()) || !(await prepareBrowser())) return 1;
  const built = await tool("vite", ["build", "--logLevel", "warn"]);
  if (built !== 0) return built;
  return tool("playwright", ["test", ...process.argv.slice(2)], { env: { E2E_PORT: String(await freePort()) } });
}

process.exitCode = await main();
