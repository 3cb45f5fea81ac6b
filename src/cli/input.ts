import { createReadStream } from "node:fs";
import { resolve } from "node:path";
import {
  checkWiring,
  type DocumentInput,
  LIMITS,
  parseDocumentText,
  problemLine,
  type Scenario,
  TEXT_MAX,
} from "../model/index.ts";
import { Interruption, type Io, Refusal } from "./io.ts";

/** A document that can be run. */
export interface Input {
  readonly document: DocumentInput;
  readonly scenario: Scenario;
}

/** No character of UTF-8 takes more bytes. */
const BYTES_MAX = 4 * TEXT_MAX;

/**
 * Reads and checks a document; what is only doubtful is complained about, anything wrong is refused.
 * @param file a path, or "-" for the standard input
 */
export async function readInput(file: string, io: Io): Promise<Input> {
  const parsed = parseDocumentText(await readText(file, io));
  if (!parsed.ok) throw new Refusal(parsed.problems.map(problemLine));
  const problems = checkWiring(parsed.scenario);
  const errors = problems.filter(({ severity }) => severity === "error");
  if (errors.length > 0) throw new Refusal(errors.map(problemLine));
  for (const problem of problems) io.complain(`warning: ${problemLine(problem)}`);
  return parsed;
}

/** The same document under another seed, as written on the command line. */
export function withSeed({ document, scenario }: Input, text: string | undefined): Input {
  if (text === undefined) return { document, scenario };
  const seed = Number(text);
  if (!/^\d{1,10}$/.test(text) || seed > LIMITS.seed) {
    throw new Refusal([`--seed: must be a whole number from 0 to ${LIMITS.seed}`]);
  }
  return {
    document: { ...document, run: { ...document.run, seed } },
    scenario: { ...scenario, run: { ...scenario.run, seed } },
  };
}

async function readText(file: string, io: Io): Promise<string> {
  const name = file === "-" ? "standard input" : file;
  const bytes = await readBytes(file, name, io);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new Refusal([`${name}: is not text in UTF-8`]);
  }
}

async function readBytes(file: string, name: string, io: Io): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    const stream: AsyncIterable<Uint8Array> =
      file === "-" ? io.stdin : createReadStream(resolve(io.folder, file), { signal: io.interrupted });
    for await (const chunk of stream) {
      size += chunk.length;
      if (size > BYTES_MAX) break;
      chunks.push(chunk);
    }
  } catch (error) {
    if (io.interrupted.aborted) throw new Interruption();
    throw new Refusal([`${name}: cannot be read: ${reasonOf(error)}`]);
  }
  if (size > BYTES_MAX) throw new Refusal([`${name}: is larger than ${BYTES_MAX / 1e6} MB`]);
  return Buffer.concat(chunks);
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  EACCES: "permission denied",
  EPERM: "permission denied",
  EISDIR: "it is a folder",
  ENOTDIR: "a part of the path is not a folder",
  EEXIST: "there is a file of that name",
  EROFS: "it is read-only",
  ENOSPC: "no space is left",
  ELOOP: "too many symbolic links",
  ENAMETOOLONG: "the name is too long",
  ERR_INVALID_ARG_VALUE: "it is not a path",
};

/** Why the system refused, in words. */
export function reasonOf(error: unknown): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return REASONS[code] ?? (code !== "" ? code : String(error));
}
