// The command line and the engine as plain modules for Node: what modules import from each other is looked up at each use, which costs an engine of small modules dearly.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { root } from "./run.mjs";

const cache = join(root, "node_modules", ".cache", "doorbuster");
/** Bundles that nobody has asked for so long are thrown away, in milliseconds. */
const KEEP = 24 * 3600 * 1000;

/** Entries of the bundle, by the name of the module that each becomes. */
const input = {
  cli: join(root, "src", "cli", "main.ts"),
  engine: join(root, "src", "engine", "index.ts"),
  // What the threads of the command line are started with.
  start: join(root, "src", "workers", "node", "simulation.worker.ts"),
};

/** What the bundle is made of: its sources and the tools' versions. */
function fingerprint() {
  // Copies of the project may share their packages, but not what is made of their sources.
  const hash = createHash("sha256").update(root);
  const sources = readdirSync(join(root, "src"), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"))
    .sort();
  for (const name of ["package-lock.json", "scripts/bundle.mjs", ...sources.map((name) => join("src", name))]) {
    hash.update(name).update(readFileSync(join(root, name)));
  }
  return hash.digest("hex").slice(0, 16);
}

/**
 * Sees to it that the bundle of the present sources is there.
 * @returns its folder
 */
export async function bundle() {
  const folder = join(cache, fingerprint());
  if (existsSync(folder)) return folder;
  const { build } = await import("vite");
  const unfinished = `${folder}-${process.pid}`;
  await build({
    configFile: false,
    logLevel: "warn",
    root,
    publicDir: false,
    build: {
      ssr: true,
      outDir: unfinished,
      emptyOutDir: true,
      minify: false,
      target: "node20",
      rolldownOptions: { input, output: { entryFileNames: "[name].mjs", chunkFileNames: "[name]-[hash].mjs" } },
    },
  });
  mkdirSync(cache, { recursive: true });
  try {
    renameSync(unfinished, folder);
  } catch (error) {
    // Somebody else was faster with the same bundle.
    rmSync(unfinished, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
  for (const name of readdirSync(cache)) {
    const other = join(cache, name);
    if (other !== folder && Date.now() - statSync(other).mtimeMs > KEEP)
      rmSync(other, { recursive: true, force: true });
  }
  return folder;
}
