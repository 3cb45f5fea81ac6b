// Finds a Chromium for the end-to-end tests, installs one if there is none, and makes sure that it starts.
import { accessSync, constants, existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { isMain, run, tool } from "./run.mjs";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const elsewhere = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/** Arguments that keep the browser from looking beyond the page, and let it start as root (in a container). */
export const browserArguments = [
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
];

/** The system's Chromium or Chrome (CHROMIUM_PATH overrides); undefined means Playwright's own. */
export function browserPath() {
  const chosen = process.env.CHROMIUM_PATH;
  if (chosen !== undefined && chosen !== "") return chosen;
  const folders = (process.env.PATH ?? "").split(delimiter).filter((folder) => folder !== "");
  const candidates = [...names.flatMap((name) => folders.map((folder) => join(folder, name))), ...elsewhere];
  return candidates.find((path) => {
    try {
      accessSync(path, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** Starts the browser once, without a window; resolves with what went wrong, or undefined. */
async function startOnce() {
  try {
    const { chromium } = await import("@playwright/test");
    const browser = await chromium.launch({
      executablePath: browserPath(),
      args: browserArguments,
      timeout: 60_000,
    });
    try {
      const page = await browser.newPage();
      await page.goto("data:text/html,<title>ready</title>");
      if ((await page.title()) !== "ready") return "it opened no page";
    } finally {
      await browser.close();
    }
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message.split("\n", 1)[0] : String(error);
  }
}

/** Installs Debian's or Ubuntu's Chromium; resolves with whether that went well. */
async function installFromDebian() {
  if (process.platform !== "linux" || !existsSync("/usr/bin/apt-get")) return false;
  const sudo = process.getuid?.() === 0 ? [] : ["sudo", "-n"];
  const apt = (/** @type {string[]} */ ...args) => {
    const [command = "", ...rest] = [...sudo, "apt-get", "-qq", ...args];
    return run(command, rest, { env: { DEBIAN_FRONTEND: "noninteractive" } });
  };
  console.log("Installing Chromium (apt-get)...");
  await apt("update");
  return (await apt("install", "-y", "--no-install-recommends", "chromium")) === 0;
}

/** Resolves with whether a browser is there and starts. */
export async function prepareBrowser() {
  if (browserPath() === undefined) {
    const { chromium } = await import("@playwright/test");
    if (!existsSync(chromium.executablePath())) {
      console.log("No Chromium on the PATH: trying Playwright's own...");
      const env = { PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: "20000" };
      const code = await tool("playwright", ["install", "chromium"], { env, quiet: true });
      if (code !== 0) console.log("Playwright's own Chromium could not be downloaded.");
    }
  }
  let problem = await startOnce();
  if (problem !== undefined && !process.env.CHROMIUM_PATH && (await installFromDebian())) problem = await startOnce();
  if (problem === undefined) {
    console.log(`Browser: ${browserPath() ?? "Playwright's own Chromium"}`);
    return true;
  }
  console.error(
    `The end-to-end tests need Chromium or Chrome, and none starts (${problem}). ` +
      "Install one (Debian: apt-get install chromium) or name one in CHROMIUM_PATH.",
  );
  return false;
}

if (isMain(import.meta.url)) process.exitCode = (await prepareBrowser()) ? 0 : 1;
