import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Desk, SALE, setDesk } from "./fixtures.ts";

let desk: Desk;
beforeAll(() => {
  desk = setDesk();
});
afterAll(() => desk.clear());

describe("bad input exits 2, prints nothing, and names the place, one line a problem", () => {
  const servers = structuredClone(SALE);
  Object.assign(servers.architecture.components[4], { config: { servers: 0 } });
  const wire = structuredClone(SALE);
  wire.architecture.links.pop();

  test.each<[string, unknown, string[]]>([
    [
      "no JSON",
      '{ "format": doorbuster }',
      ['document: is not JSON: line 1, column 13: expected a value, found "doorbuster"'],
    ],
    ["not an object", "[]", ["document: must be an object: a doorbuster document"]],
    ["a value out of range", servers, ["architecture.components[4].config.servers: must be at least 1"]],
    [
      "an unknown kind",
      { ...SALE, architecture: { components: [{ id: "a", kind: "teapot" }] } },
      [expect.stringMatching(/^architecture\.components\[0\]\.kind: unknown kind "teapot"/) as unknown as string],
    ],
    [
      "a wrong unit",
      { ...SALE, run: { limit: "2 parsecs", warmUp: "1 cup" } },
      [
        expect.stringMatching(/^run\.limit: unknown unit "parsecs"/) as unknown as string,
        expect.stringMatching(/^run\.warmUp: unknown unit "cup"/) as unknown as string,
      ],
    ],
    [
      "a missing wire",
      wire,
      [
        expect.stringMatching(
          /^architecture\.components\[3\].*"Order orchestrator" is not wired to /,
        ) as unknown as string,
      ],
    ],
    ["text that is not UTF-8", Uint8Array.of(0xff, 0xfe, 0x7b, 0), ["bad.json: is not text in UTF-8"]],
  ])("%s", async (_what, content, expected) => {
    desk.save("bad.json", content);
    for (const command of ["run", "validate"]) {
      const { code, out, err } = await desk.call([command, "bad.json"]);
      expect([code, out]).toEqual([2, ""]);
      expect(err).toEqual(expected);
    }
  });

  test.each<[string[], string]>([
    [[], "COMMAND: is required (known: run, report, replicate, compare, sweep, order, matrix, validate, help)"],
    [["fly"], "fly: unknown command (known: run, report, replicate, compare, sweep, order, matrix, validate, help)"],
    [["--fly"], "--fly: unknown option (known: run, report, replicate, compare, sweep, order, matrix, validate, help)"],
    [["run"], "FILE: is required"],
    [["run", ""], "FILE: is required"],
    [["run", "nowhere.json"], "nowhere.json: cannot be read: there is no such file"],
    [["run", "."], ".: cannot be read: it is a folder"],
    [["run", "a\u0000b"], "a\uFFFDb: cannot be read: it is not a path"],
    [["run", "sale.json", "other.json"], "other.json: only one FILE can be given"],
    [
      ["run", "sale.json", "--sead", "4"],
      "--sead: unknown option (known: --seed, --json, --out, --check, --no-timeline)",
    ],
    [["run", "sale.json", "-x"], "-x: unknown option (known: --seed, --json, --out, --check, --no-timeline)"],
    [["run", "sale.json", "--json=yes"], "--json: takes no value"],
    [["run", "sale.json", "--seed"], "--seed: needs a value (N)"],
    [["run", "sale.json", "--out", "--json"], "--out: needs a value (DIR)"],
    [["run", "sale.json", "--seed", "-1"], "--seed: must be a whole number from 0 to 4294967295"],
    [["run", "sale.json", "--seed", "4294967296"], "--seed: must be a whole number from 0 to 4294967295"],
    [["run", "sale.json", "--seed", "1e3"], "--seed: must be a whole number from 0 to 4294967295"],
    [["run", "sale.json", "--out", "sale.json"], "--out: cannot make sale.json: there is a file of that name"],
    [["report", "sale.json"], "--out: is required"],
    [["validate", "sale.json", "--json"], "--json: unknown option"],
    [
      ["help", "fly"],
      "fly: unknown command (known: run, report, replicate, compare, sweep, order, matrix, validate, help)",
    ],
  ])("%j", async (argv, line) => {
    expect(await desk.call(argv)).toEqual({ code: 2, out: "", err: [line] });
  });

  test("a file that has no end", async () => {
    const stdin = (async function* () {
      for (;;) yield new Uint8Array(1_000_000);
    })();
    expect((await desk.call(["run", "-"], { stdin })).err).toEqual(["standard input: is larger than 20 MB"]);
  });
});
