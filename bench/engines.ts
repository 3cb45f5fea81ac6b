/** The engine as plain modules, as the page has it: as it is, and with a heap in place of the express lane's event list. */
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, type Plugin } from "vite";
import { compiledCore } from "../scripts/core.mjs";
import { heapInstead } from "./heap-instead.ts";

const path = (name: string) => fileURLToPath(new URL(name, import.meta.url));

/** The compiled core that the engine imports is this one. */
function otherCore(text: string): Plugin {
  const id = "\0other-core";
  let replaced = false;
  return {
    name: "other-core",
    enforce: "pre",
    resolveId(source, importer) {
      if (source !== "./binary.ts" || importer?.endsWith("/express/core.ts") !== true) return null;
      replaced = true;
      return id;
    },
    load: (asked) => (asked === id ? text : null),
    buildEnd() {
      if (!replaced) throw new Error("the engine imports its core otherwise than this bench believes");
    },
  };
}

/** Writes the engine as one module; returns its file. */
export async function bundledEngine(events: "own" | "heap"): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "doorbuster-bench-"));
  await build({
    configFile: false,
    logLevel: "warn",
    root: path(".."),
    publicDir: false,
    plugins: events === "heap" ? [otherCore(await compiledCore(heapInstead()))] : [],
    build: {
      outDir: folder,
      emptyOutDir: true,
      minify: false,
      target: "es2022",
      lib: { entry: path("../src/engine/index.ts"), formats: ["es"], fileName: () => `${events}.mjs` },
    },
  });
  return join(folder, `${events}.mjs`);
}
