/**
 * Writes what is derived from the model: the JSON Schema of documents and the reference of components.
 * `--check` writes nothing and exits 1 when a file is out of date.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { componentReference } from "../src/model/reference.ts";
import { documentJsonSchema } from "../src/model/schema.ts";

const files: Readonly<Record<string, string>> = {
  "public/doorbuster.schema.json": `${JSON.stringify(documentJsonSchema(), null, 2)}\n`,
  "docs/components.md": componentReference(),
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
