/** The hand-written references in bench/reference, where this machine can build or run them. */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Child } from "./child.ts";

export interface ReferenceAnswer {
  readonly orders: number;
  readonly completed: number;
  readonly failed: number;
  readonly peak: number;
  readonly p50: number;
  readonly p99: number;
  readonly seconds: number;
}

const path = (name: string) => fileURLToPath(new URL(`reference/${name}`, import.meta.url));

const works = (command: string, args: readonly string[]) => spawnSync(command, args, { stdio: "ignore" }).status === 0;

/** Compiles the C++ reference; null when there is no g++. */
export function compiled(events: "wheel" | "heap"): ((seed: number) => ReferenceAnswer) | null {
  if (!works("g++", ["--version"])) return null;
  const program = join(mkdtempSync(join(tmpdir(), "doorbuster-bench-")), events);
  const heap = events === "heap" ? ["-DHEAP"] : [];
  execFileSync("g++", ["-O3", "-march=native", ...heap, "-o", program, path("flash_sale.cpp")]);
  return (seed) => JSON.parse(execFileSync(program, ["1", String(seed)], { encoding: "utf8" })) as ReferenceAnswer;
}

/** A Python that has SimPy: the one named in PYTHON, `python3` on the path, or the system's; null when none has. */
export function simpy(scale: number): Child | null {
  const candidates = [process.env.PYTHON ?? "", "python3", "/usr/bin/python3"].filter((command) => command !== "");
  const python = candidates.find((command) => works(command, ["-c", "import simpy"]));
  return python === undefined ? null : new Child(python, [path("flash_sale_simpy.py"), String(scale)]);
}
