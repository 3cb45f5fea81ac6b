/** The product without a screen: `npm run -s sim -- run FILE`. */
import { addAbortSignal } from "node:stream";
import { main } from "./cli.ts";
import { EXIT, type Io } from "./io.ts";

const interruption = new AbortController();
// Once: whoever insists with a second interruption gets out at once.
process.once("SIGINT", () => {
  process.exitCode = EXIT.interrupted;
  interruption.abort();
});

// `sim … | head`: when the reader has gone, there is nothing left to say.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });
}

const io: Io = {
  print: (text) => new Promise((resolve) => process.stdout.write(text, () => resolve())),
  complain: (line) => process.stderr.write(`${line}\n`),
  ...(process.stderr.isTTY &&
    process.env.TERM !== "dumb" && { showProgress: (line: string) => process.stderr.write(`\r\u001B[K${line}`) }),
  get stdin() {
    return addAbortSignal(interruption.signal, process.stdin);
  },
  folder: startFolder(),
  interrupted: interruption.signal,
};

process.exitCode = await main(process.argv.slice(2), io);

/** npm runs scripts in the folder of the package, but people name files from where they stand. */
function startFolder(): string {
  const { npm_lifecycle_event: script, INIT_CWD: stand } = process.env;
  return script === "sim" && stand ? stand : process.cwd();
}
