/**
 * Writes what is derived from the model: the JSON Schema of documents and the reference of components; from runs: what the
 * pairs of documents show; and the compiled core of the engine's express lane.
 * `--check` writes nothing and exits 1 when a file is out of date.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { componentReference } from "../src/model/reference.ts";
import type { RunResult } from "../src/model/result.ts";
import { documentJsonSchema } from "../src/model/schema.ts";
import { compiledCore } from "./core.mjs";
import { pairsIndex, pairsReference, runPairDocument } from "./pairs.ts";

const results = new Map<string, RunResult>();
function resultOf(file: string): RunResult {
  const known = results.get(file) ?? runPairDocument(file).result;
  results.set(file, known);
  return known;
}

const files: Readonly<Record<string, string>> = {
  "src/engine/express/binary.ts": await compiledCore(),
  "public/doorbuster.schema.json": `${JSON.stringify(documentJsonSchema(), null, 2)}\n`,
  "docs/components.md": componentReference(),
  "scenarios/pairs/index.json": pairsIndex(resultOf),
  "docs/pairs.md": pairsReference(resultOf),
};

const check = process.argv.includes("--check");
for (const [path, text] of Object.entries(files)) {
  const file = fileURLToPath(new URL(`../${path}`, import.meta.url));
  if (!check) writeFileSync(file, text);
  else if (readFileSync(file, "utf8") !== text) {
    console.error(`${path} is out of date: run "npm run generate"`);
    process.exitCode = 1;
  }
}
