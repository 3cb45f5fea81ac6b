/** A process of its own that answers one line of JSON for each line that it is asked. */
import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));

export class Child {
  private readonly process: ChildProcessByStdio<Writable, Readable, null>;
  private readonly answers: AsyncIterator<string>;
  private readonly gone: Promise<(number | string | null)[]>;

  constructor(command: string, args: readonly string[]) {
    this.process = spawn(command, args, { cwd: root, stdio: ["pipe", "pipe", "inherit"] });
    this.gone = once(this.process, "exit");
    this.answers = createInterface({ input: this.process.stdout })[Symbol.asyncIterator]();
  }

  /** Asks, and waits for the answer, whose shape the caller knows. */
  async ask<Answer>(question: unknown): Promise<Answer> {
    this.process.stdin.write(`${JSON.stringify(question)}\n`);
    const { value, done } = await this.answers.next();
    if (done === true) {
      const [code, signal] = await this.gone;
      throw new Error(`${this.process.spawnargs.join(" ")} gave no answer: it ended with ${signal ?? code}`);
    }
    return JSON.parse(value) as Answer;
  }

  async end(): Promise<void> {
    this.process.stdin.end();
    await this.gone;
  }
}

/** One of the programs in bench/jobs, under this Node, with the engine in one piece as on the command line and in the page. */
export function job(name: string, ...args: string[]): Child {
  return start(["--import", "./scripts/bundled-engine.mjs"], name, args);
}

/** The same with the engine in its single modules, for a program that changes one of them: its times say nothing. */
export function unbundledJob(name: string, ...args: string[]): Child {
  return start([], name, args);
}

function start(options: readonly string[], name: string, args: readonly string[]): Child {
  const file = fileURLToPath(new URL(`jobs/${name}.ts`, import.meta.url));
  return new Child(process.execPath, ["--import", "tsx", ...options, file, ...args]);
}

/** Asks a fresh process once. */
export async function askOnce<Answer>(child: Child, question: unknown): Promise<Answer> {
  try {
    return await child.ask<Answer>(question);
  } finally {
    await child.end();
  }
}
