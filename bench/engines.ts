/** The engine as plain modules, as the page has it: as it is, and with a heap in place of its event list. */
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, type Plugin } from "vite";

const path = (name: string) => fileURLToPath(new URL(name, import.meta.url));

function heapInstead(): Plugin {
  let replaced = false;
  return {
    name: "heap-instead",
    enforce: "pre",
    resolveId(source, importer) {
      if (!source.endsWith("/wheel.ts") || importer?.endsWith("scheduler.ts") !== true) return null;
      replaced = true;
      return path("heap-list.ts");
    },
    buildEnd() {
      if (!replaced) throw new Error("the scheduler imports its event list otherwise than this bench believes");
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
    plugins: events === "heap" ? [heapInstead()] : [],
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
