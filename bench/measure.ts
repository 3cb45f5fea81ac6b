/** Arithmetic of measurements. */

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/** Does several jobs in turn, A B A B ..., so that a drift of the machine strikes all alike; what each gave, by job. */
export async function inTurn<T>(rounds: number, jobs: readonly (() => Promise<T>)[]): Promise<T[][]> {
  const given = jobs.map((): T[] => []);
  for (let round = 0; round < rounds; round++) {
    for (const [index, job] of jobs.entries()) given[index]?.push(await job());
  }
  return given;
}

export const times = (ratio: number): string => `${ratio.toFixed(2)}x`;
export const seconds = (value: number): string => value.toFixed(value < 1 ? 3 : 2);
export const megabytes = (bytes: number): string => Math.round(bytes / 1e6).toString();
export const count = (value: number): string => Math.round(value).toLocaleString("en-US");

/** A table in Markdown; the first column is text, the others are numbers. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map((_, index) => (index === 0 ? "---" : "---:"))), ...rows.map(line)].join("\n");
}
