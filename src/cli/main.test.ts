// The program as a process: what the shell sees.
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** About 12,000 orders in an hour: long enough to print more than a pipe holds, short enough to wait for. */
function sale(rate: number, duration: string): string {
  return JSON.stringify({
    format: "doorbuster",
    version: 1,
    architecture: {
      components: [
        {
          id: "shoppers",
          kind: "shoppers",
          config: { arrivals: { startRate: rate, stages: [{ target: rate, duration }] } },
        },
        { id: "gateway", kind: "gateway" },
        {
          id: "orchestrator",
          kind: "orchestrator",
          config: { saga: [{ step: "charge", component: "payment", operation: "charge" }] },
        },
        { id: "payment", kind: "payment" },
      ],
      links: [
        { from: "shoppers", to: "gateway" },
        { from: "gateway", to: "orchestrator" },
        { from: "orchestrator", to: "payment" },
      ],
    },
  });
}

interface Ending {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function start(args: readonly string[], input: string | null) {
  const child = spawn(process.execPath, ["scripts/sim.mjs", ...args], { cwd: root });
  let out = "";
  let err = "";
  child.stdout.setEncoding("utf8").on("data", (text) => {
    out += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text) => {
    err += text;
  });
  if (input !== null) child.stdin.end(input);
  const ending = new Promise<Ending>((resolve) => child.on("close", (code) => resolve({ code, out, err })));
  return { child, ending };
}

test("a document in, one JSON object out", async () => {
  const { code, out, err } = await start(["run", "-", "--json"], sale(2, "1h")).ending;
  expect([code, err]).toEqual([0, ""]);
  expect(out.length).toBeGreaterThan(100_000);
  expect(JSON.parse(out).orders.arrived).toBeGreaterThan(5000);
});

test("a broken document is refused without a word on the standard output", async () => {
  const { code, out, err } = await start(["run", "-", "--json"], sale(-1, "1h")).ending;
  expect([code, out]).toEqual([2, ""]);
  expect(err).toMatch(
    /^architecture\.components\[0\]\.config\.arrivals\.startRate: must be .*\n.*stages\[0\]\.target: .*\n$/,
  );
});

test("a reader that leaves early is no error", async () => {
  const { child, ending } = start(["run", "-", "--json"], sale(2, "1h"));
  child.stdout.once("data", () => child.stdout.destroy());
  const { code, err } = await ending;
  expect([code, err]).toEqual([0, ""]);
});

test.each<[string, boolean]>([
  ["reads", false],
  ["runs", true],
])("an interruption while it %s ends it with 130 and prints nothing", async (_what, whole) => {
  const { child, ending } = start(["run", "-", "--json"], null);
  // More than a pipe holds: once it is taken, somebody is there to be interrupted.
  const document = sale(100_000, "10m") + " ".repeat(300_000);
  await new Promise((taken) => child.stdin.write(document, taken));
  if (whole) child.stdin.end();
  setTimeout(() => child.kill("SIGINT"), 500);
  expect(await ending).toEqual({ code: 130, out: "", err: "" });
});
