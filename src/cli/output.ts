import { mkdir, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { reasonOf } from "./input.ts";
import { type Io, Refusal } from "./io.ts";

/** Makes the folder to write to, before any work is done for it. */
export async function makeFolder(path: string, io: Io): Promise<void> {
  try {
    await mkdir(resolve(io.folder, path), { recursive: true });
  } catch (error) {
    throw new Refusal([`--out: cannot make ${path}: ${reasonOf(error)}`]);
  }
}

/**
 * Writes files into a folder.
 * @param files name and text
 * @returns their paths, as the person would write them
 */
export async function writeFiles(path: string, files: Readonly<Record<string, string>>, io: Io): Promise<string[]> {
  const written: string[] = [];
  for (const [name, text] of Object.entries(files)) {
    const file = join(path, name);
    try {
      await writeFile(resolve(io.folder, file), text);
    } catch (error) {
      throw new Refusal([`--out: cannot write ${file}: ${reasonOf(error)}`]);
    }
    written.push(file);
  }
  return written;
}
