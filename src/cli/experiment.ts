/** What the commands that make many runs have in common. */
import { formatCount, problemLine } from "../model/index.ts";
import type { Experiment, Pool, PoolProgress } from "../workers/node/index.ts";
import { createNodePool } from "../workers/node/index.ts";
import type { Arguments } from "./arguments.ts";
import { Interruption, type Io, Refusal } from "./io.ts";

const SEEDS_MAX = 1000;

/** The number of seeds that was asked for. */
export function seedCount(args: Arguments, usual: number, least: number): number {
  const text = args.get("seeds");
  if (text === undefined) return usual;
  const count = Number(text);
  if (!/^\d+$/.test(text) || count < least || count > SEEDS_MAX) {
    throw new Refusal([`--seeds: must be a whole number from ${least} to ${SEEDS_MAX}`]);
  }
  return count;
}

/** Makes the runs of an experiment in threads of their own, tells how far they are, and stops them when the person interrupts. */
export async function perform<Found>(
  runs: number,
  io: Io,
  experiment: (pool: Pool, onProgress: (progress: PoolProgress) => void) => Promise<Experiment<Found>>,
): Promise<Found> {
  const pool = createNodePool(runs);
  const stop = () => pool.cancel();
  io.interrupted.addEventListener("abort", stop);
  try {
    const outcome = await experiment(pool, ({ done, total, events }) =>
      io.showProgress?.(`${done} of ${total} runs done, ${formatCount(events)} events`),
    );
    if (outcome.status === "done") return outcome.found;
    if (outcome.status === "cancelled") throw new Interruption();
    if (outcome.status === "refused") throw new Refusal(outcome.problems.map(problemLine));
    throw new Error(outcome.message);
  } finally {
    io.interrupted.removeEventListener("abort", stop);
    io.showProgress?.("");
    pool.close();
  }
}
