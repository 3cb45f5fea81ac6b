import { htmlReport, markdownReport, resultJson, textSummary, timelineCsv } from "../../report/index.ts";
import { fileOf } from "../arguments.ts";
import { readInput, withSeed } from "../input.ts";
import { EXIT } from "../io.ts";
import { makeFolder, writeFiles } from "../output.ts";
import { simulate } from "../simulate.ts";
import { type Command, SEED } from "./command.ts";

/** Simulates a document and prints what came of it. */
export const run: Command = {
  name: "run",
  usage: "FILE [--seed N] [--json] [--out DIR] [--check] [--no-timeline]",
  summary: "simulates a document (FILE, or - for the standard input) and prints the result",
  options: {
    seed: SEED,
    json: { help: "print the result as one JSON object, and nothing else" },
    out: { value: "DIR", help: "write result.json, timeline.csv, report.html and report.md there" },
    check: { help: `exit ${EXIT.unmet} when a goal is not met` },
    "no-timeline": { help: "leave the samples over time out of the JSON" },
  },
  async perform(args, io) {
    const input = withSeed(await readInput(fileOf(args), io), args.get("seed"));
    const folder = args.get("out");
    if (folder !== undefined) await makeFolder(folder, io);

    const { result, frames } = await simulate(input.scenario, io);
    const report = { ...input, result, frames };
    const json = `${resultJson(report, !args.has("no-timeline"))}\n`;
    const written =
      folder === undefined
        ? []
        : await writeFiles(
            folder,
            {
              "result.json": json,
              "timeline.csv": timelineCsv(frames),
              "report.html": htmlReport(report),
              "report.md": markdownReport(report),
            },
            io,
          );

    if (args.has("json")) await io.print(json);
    else
      await io.print(
        `${textSummary(report)}\n${written.map((file) => `\nWritten: ${file}`).join("")}${written.length > 0 ? "\n" : ""}`,
      );
    return args.has("check") && result.goals.some(({ met }) => !met) ? EXIT.unmet : EXIT.done;
  },
};
