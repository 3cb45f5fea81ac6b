// Compiles the core of the express lane (src/engine/express/core), which is AssemblyScript, to WebAssembly.

import { join } from "node:path";
import { main } from "assemblyscript/asc";
import { root } from "./run.mjs";

const entry = join("src", "engine", "express", "core", "index.ts");

/**
 * The module that the engine imports: the compiled core as text.
 * @returns {Promise<string>}
 */
export async function compiledCore() {
  /** @type {Uint8Array | null} */
  let binary = null;
  const { error, stderr } = await main(
    [
      entry,
      ...["--baseDir", root],
      ...["--outFile", "core.wasm", "--runtime", "stub", "--use", "abort="],
      ...["--optimizeLevel", "3", "--shrinkLevel", "0", "--converge", "--noAssert"],
    ],
    {
      writeFile: (name, contents) => {
        if (name === "core.wasm" && typeof contents !== "string") binary = contents;
      },
    },
  );
  if (error !== null || binary === null) throw new Error(`the core does not compile:\n${stderr.toString()}`);
  const text = Buffer.from(binary).toString("base64").replaceAll("=", "");
  return `/** The compiled core, in base64: written by \`npm run generate\` from core/. */\nexport const BINARY =\n  "${text}";\n`;
}
