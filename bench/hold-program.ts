import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compile } from "../scripts/core.mjs";
import { heapInstead } from "./heap-instead.ts";

/** Compiles what asks the core's event list (bench/core/hold.ts), or a heap in its place; returns the program's file. */
export async function holdProgram(events: "own" | "heap"): Promise<string> {
  const file = join(mkdtempSync(join(tmpdir(), "doorbuster-bench-")), `${events}.wasm`);
  writeFileSync(file, await compile("bench/core/hold.ts", events === "heap" ? heapInstead() : undefined));
  return file;
}
