import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

it("finds the written files up to date", () => {
  const script = fileURLToPath(new URL("generate.ts", import.meta.url));
  const { status, stderr } = spawnSync(
    process.execPath,
    ["--import", "tsx", "--import", "./scripts/bundled-engine.mjs", script, "--check"],
    { encoding: "utf8" },
  );
  expect(stderr).toBe("");
  expect(status).toBe(0);
});
