// Compiles AssemblyScript to WebAssembly: the core of the express lane (src/engine/express/core), and what measures its parts.

import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { main } from "assemblyscript/asc";
import { root } from "./run.mjs";

/**
 * The compiled program whose first file is `entry`. Files are named from the project's folder on, with slashes.
 * @param {string} entry
 * @param {ReadonlyMap<string, string>} replaced texts that are read instead of files
 * @returns {Promise<Uint8Array>}
 */
export async function compile(entry, replaced = new Map()) {
  /** @type {Set<string>} */
  const read = new Set();
  /** @type {Uint8Array[]} */
  const written = [];
  const { error, stderr } = await main(
    [
      entry,
      ...["--baseDir", root],
      ...["--outFile", "core.wasm", "--runtime", "stub", "--use", "abort="],
      ...["--initialMemory", "64", "--optimizeLevel", "3", "--shrinkLevel", "0", "--converge", "--noAssert"],
    ],
    {
      readFile: (name, folder) => {
        const instead = replaced.get(name);
        if (instead !== undefined) {
          read.add(name);
          return instead;
        }
        const file = resolve(folder, name);
        // A decorator on a function is beyond TypeScript, so it stands in a comment.
        return existsSync(file) ? readFileSync(file, "utf8").replaceAll(/^\/\/ (?=@inline$)/gm, "") : null;
      },
      writeFile: (name, contents) => {
        if (name === "core.wasm" && typeof contents !== "string") written.push(contents);
      },
    },
  );
  const [binary] = written;
  if (error !== null || binary === undefined) throw new Error(`${entry} does not compile:\n${stderr.toString()}`);
  for (const name of replaced.keys()) if (!read.has(name)) throw new Error(`${entry} does not import ${name}`);
  return binary;
}

/**
 * The module that the engine imports: the compiled core as text.
 * @param {ReadonlyMap<string, string>} [replaced] texts that are read instead of files
 * @returns {Promise<string>}
 */
export async function compiledCore(replaced) {
  const binary = await compile("src/engine/express/core/index.ts", replaced);
  const text = Buffer.from(binary).toString("base64").replaceAll("=", "");
  return `/** The compiled core, in base64: written by \`npm run generate\` from core/. */\nexport const BINARY =\n  "${text}";\n`;
}
