// The rules of the house (docs/architecture.md) are held by the linter. This breaks each of them once, in a copy of the
// configuration elsewhere, to prove that they are alive.
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { root } from "./run.mjs";

/** Which room may import which: the table of docs/architecture.md. */
const mayImport: Record<string, string[]> = {
  components: ["actions", "state", "report", "analysis", "model"],
  actions: ["state", "report", "model"],
  state: ["workers", "analysis", "model"],
  cli: ["workers", "engine", "report", "analysis", "model"],
  workers: ["engine", "analysis", "model"],
  report: ["analysis", "model"],
  analysis: ["model"],
  engine: ["model"],
  model: [],
};
const rooms = Object.keys(mayImport);

const importRule = "lint/style/noRestrictedImports";
const cycleRule = "lint/suspicious/noImportCycles";
const globalRule = "lint/style/noRestrictedGlobals";
const arithmeticRule = "plugin";

/** Files of a little product, each with one line that is or is not allowed. */
const files = new Map<string, string>();
for (const room of rooms) {
  files.set(`src/${room}/index.ts`, "export const value = 1;\n");
  for (const other of rooms) {
    const from = `src/${room}/uses/${other}.ts`;
    files.set(from, `export { value } from "../../${other}/index.ts";\n`);
    files.set(from.replace(".ts", ".type.ts"), `export type { value } from "../../${other}/index.ts";\n`);
  }
  files.set(`src/${room}/zod.ts`, 'export { z } from "zod";\n');
  files.set(`src/${room}/react.ts`, 'export { memo } from "react";\n');
  files.set(`src/${room}/node.ts`, 'export { readFileSync } from "node:fs";\n');
  files.set(`src/${room}/some.test.ts`, 'import { test } from "vitest";\n\ntest("nothing", () => undefined);\n');
}
files.set("src/App.tsx", 'export { value } from "./components/index.ts";\n');
files.set("src/main.tsx", 'export { value } from "./state/index.ts";\n');
files.set("src/model/a.ts", 'import { b } from "./b.ts";\n\nexport const a = () => b;\n');
files.set("src/model/b.ts", 'import { a } from "./a.ts";\n\nexport const b = () => a;\n');
files.set("src/model/c.ts", 'import type { D } from "./d.ts";\n\nexport type C = { d: D };\n');
files.set("src/model/d.ts", 'import type { C } from "./c.ts";\n\nexport type D = { c: C };\n');

const arithmetic: [name: string, code: string, allowed: boolean][] = [
  ["floor", "Math.floor(Math.sqrt(2))", true],
  ["product", "2 /* ** */ * 2", true],
  ["random", "Math.random()", false],
  ["log", "Math.log(2)", false],
  ["log1p", "Math?.log1p(2)", false],
  ["exp", 'Math["exp"](2)', false],
  ["pow", "Math.pow", false],
  ["sin", "(({ sin }) => sin)(Math)", false],
  ["power", "2 ** 0.5", false],
  ["powered", "((x: number) => (x **= 2))(2)", false],
];
for (const [name, code] of arithmetic) {
  files.set(`src/engine/arithmetic/${name}.ts`, `export const value = ${code};\n`);
  files.set(`src/analysis/arithmetic/${name}.ts`, `export const value = ${code};\n`);
}

const clocks: [name: string, code: string][] = [
  ["date", "Date.now()"],
  ["performance", "performance.now()"],
  ["timer", "setTimeout(() => undefined)"],
  ["process", "process.memoryUsage()"],
];
for (const [name, code] of clocks) {
  files.set(`src/engine/clocks/${name}.ts`, `export const value = ${code};\n`);
}

let folder: string;
/** The rules that each file broke. */
const broken = new Map<string, Set<string>>();

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "doorbuster-house-"));
  cpSync(join(root, "biome.json"), join(folder, "biome.json"));
  cpSync(join(root, "scripts", "lint"), join(folder, "scripts", "lint"), { recursive: true });
  for (const [path, text] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const biome = join(root, "node_modules", "@biomejs", "biome", "bin", "biome");
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [biome, "lint", "--max-diagnostics=none", "--reporter=json", "src"],
    { cwd: folder, encoding: "utf8", maxBuffer: 1 << 28 },
  );
  const start = stdout.indexOf("{");
  if (start < 0) throw new Error(`Biome gave no report: ${stderr}`);
  const report = JSON.parse(stdout.slice(start)) as {
    diagnostics: { category: string; severity: string; location: { path: string | { file: string } } }[];
  };
  for (const { category, severity, location } of report.diagnostics) {
    if (severity !== "error") continue;
    const path = typeof location.path === "string" ? location.path : location.path.file;
    broken.set(path, (broken.get(path) ?? new Set()).add(category));
  }
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function breaks(path: string, rule: string) {
  if (!files.has(path)) throw new Error(`no such file: ${path}`);
  return broken.get(path)?.has(rule) ?? false;
}

describe("the import rule", () => {
  test.each(rooms)("%s imports the rooms below it only", (room) => {
    const refused = rooms.filter((other) => breaks(`src/${room}/uses/${other}.ts`, importRule));
    expect(refused).toEqual(rooms.filter((other) => other !== room && !mayImport[room].includes(other)));
  });

  test.each(rooms)("%s imports no types that it may not import", (room) => {
    const refused = rooms.filter((other) => breaks(`src/${room}/uses/${other}.type.ts`, importRule));
    expect(refused).toEqual(rooms.filter((other) => other !== room && !mayImport[room].includes(other)));
  });

  test("the page itself imports components only", () => {
    expect(breaks("src/App.tsx", importRule)).toBe(false);
    expect(breaks("src/main.tsx", importRule)).toBe(true);
  });

  test("the pure rooms use no packages, but zod in the model", () => {
    const using = (name: string) => rooms.filter((room) => !breaks(`src/${room}/${name}.ts`, importRule));
    expect(using("react")).toEqual(["components", "actions", "state", "cli", "workers"]);
    expect(using("node")).toEqual(["components", "actions", "state", "cli", "workers"]);
    expect(using("zod")).toEqual(["components", "actions", "state", "cli", "workers", "model"]);
    expect(using("some.test")).toEqual(rooms);
  });

  test("there are no circles, of types neither", () => {
    for (const name of ["a", "b", "c", "d"]) expect(breaks(`src/model/${name}.ts`, cycleRule)).toBe(true);
    expect(breaks("src/model/index.ts", cycleRule)).toBe(false);
  });
});

describe("the engine", () => {
  test.each(arithmetic)("%s: %s", (name, _code, allowed) => {
    expect(breaks(`src/engine/arithmetic/${name}.ts`, arithmeticRule)).toBe(!allowed);
    expect(breaks(`src/analysis/arithmetic/${name}.ts`, arithmeticRule)).toBe(false);
  });

  test.each(clocks)("sees no %s", (name) => {
    expect(breaks(`src/engine/clocks/${name}.ts`, globalRule)).toBe(true);
  });
});
