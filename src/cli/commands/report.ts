import { htmlReport, markdownReport } from "../../report/index.ts";
import { fileOf } from "../arguments.ts";
import { readInput, withSeed } from "../input.ts";
import { EXIT, Refusal } from "../io.ts";
import { makeFolder, writeFiles } from "../output.ts";
import { simulate } from "../simulate.ts";
import { type Command, SEED } from "./command.ts";

/** Simulates a document and writes the report. */
export const report: Command = {
  name: "report",
  usage: "FILE --out DIR [--seed N]",
  summary: "simulates a document and writes report.html and report.md",
  options: { out: { value: "DIR", help: "the folder to write to; required" }, seed: SEED },
  async perform(args, io) {
    const file = fileOf(args);
    const folder = args.get("out");
    if (folder === undefined) throw new Refusal(["--out: is required"]);
    const input = withSeed(await readInput(file, io), args.get("seed"));
    await makeFolder(folder, io);
    const outcome = { ...input, ...(await simulate(input.scenario, io)) };
    const files = { "report.html": htmlReport(outcome), "report.md": markdownReport(outcome) };
    const written = await writeFiles(folder, files, io);
    await io.print(written.map((path) => `Written: ${path}\n`).join(""));
    return EXIT.done;
  },
};
