import { spawn } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Whether the module with this `import.meta.url` is the one Node was started with. */
export function isMain(/** @type {string} */ url) {
  return process.argv[1] !== undefined && pathToFileURL(process.argv[1]).href === url;
}

/**
 * Runs a command in the project's folder, its output shown unless `quiet`; resolves with the exit code (1 if it could
 * not start).
 * @param {string} command
 * @param {string[]} args
 * @param {{ env?: Record<string, string | undefined>, shell?: boolean, quiet?: boolean }} [options]
 * @returns {Promise<number>}
 */
export function run(command, args, { env = {}, shell = false, quiet = false } = {}) {
  return new Promise((resolve) => {
    const stdio = quiet ? "ignore" : "inherit";
    const child = spawn(command, args, { cwd: root, stdio, shell, env: { ...process.env, ...env } });
    child.on("error", (error) => {
      console.error(`${command}: ${error.message}`);
      resolve(1);
    });
    child.on("exit", (code) => resolve(code ?? 1));
  });
}

/** The script that a package in node_modules runs as a command, to be run by Node itself on any system. */
const commands = {
  biome: "@biomejs/biome/bin/biome",
  knip: "knip/bin/knip.js",
  playwright: "@playwright/test/cli.js",
  tsc: "typescript/bin/tsc",
  vite: "vite/bin/vite.js",
  vitest: "vitest/vitest.mjs",
};

/**
 * Runs one of the project's own tools.
 * @param {keyof typeof commands} name
 * @param {string[]} args
 * @param {Parameters<typeof run>[2]} [options]
 */
export function tool(name, args, options) {
  return run(process.execPath, [join(root, "node_modules", commands[name]), ...args], options);
}
