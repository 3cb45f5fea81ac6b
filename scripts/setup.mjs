// Installs the packages that the lockfile names, unless they are there already.
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isMain, root, run } from "./run.mjs";

const stamp = join(root, "node_modules", ".doorbuster-setup");

/** What an install depends on: the lockfile, and the system that native packages were chosen for. */
function wanted() {
  const lockfile = readFileSync(join(root, "package-lock.json"));
  return `${createHash("sha256").update(lockfile).digest("hex")} ${process.platform} ${process.arch}\n`;
}

/** Resolves with whether the packages are in place. */
export async function setUp() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    console.error(`Doorbuster needs Node 20.19 or newer; this is ${process.versions.node}.`);
    return false;
  }
  const hash = wanted();
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === hash) return true;
  console.log("Installing packages (npm ci)...");
  // A shell finds npm.cmd on Windows. `--include=dev`: the build tools are needed even where NODE_ENV is "production".
  const code = await run("npm ci --include=dev --no-audit --no-fund", [], { shell: true });
  if (code !== 0) {
    console.error("npm ci failed: see above.");
    return false;
  }
  writeFileSync(stamp, hash);
  return true;
}

if (isMain(import.meta.url)) process.exitCode = (await setUp()) ? 0 : 1;
