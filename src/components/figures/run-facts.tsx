import { formatBytes, formatCount, formatDuration, formatInteger, type RunResult } from "../../model/index.ts";

const ENDED = {
  drained: "drained",
  horizon: "at its horizon",
  limit: "at its limit",
} as const;

/** What is needed to repeat a run, and what it cost. */
export function RunFacts({ result: { run, scenario } }: { readonly result: RunResult }) {
  const speed = run.events / Math.max(run.wallSeconds, 1e-3);
  const facts: readonly (readonly [name: string, text: string, path: string, value: string | number])[] = [
    ["Seed", String(run.seed), "run.seed", run.seed],
    ["Result digest", run.digest, "run.digest", run.digest],
    ["Document digest", scenario.digest, "scenario.digest", scenario.digest],
    ["Ended", ENDED[run.ended], "run.ended", run.ended],
    ["Simulated", formatDuration(run.simulatedSeconds), "run.simulatedSeconds", run.simulatedSeconds],
    ["Took", formatDuration(run.wallSeconds), "run.wallSeconds", run.wallSeconds],
    ["Events", formatInteger(run.events), "run.events", run.events],
    ["Speed", `${formatCount(speed)} events/s`, "run.eventsPerSecond", speed],
    ["Engine", `version ${run.engineVersion}`, "run.engineVersion", run.engineVersion],
  ];
  const memory = run.peakMemoryBytes;
  return (
    <dl className="run-facts">
      {facts.map(([name, text, path, value]) => (
        <div key={path} className="run-facts__row">
          <dt>{name}</dt>
          <dd data-figure={path} data-value={value}>
            {text}
          </dd>
        </div>
      ))}
      {memory !== null && (
        <div className="run-facts__row">
          <dt>Memory</dt>
          <dd data-figure="run.peakMemoryBytes" data-value={memory}>
            {formatBytes(memory)}
          </dd>
        </div>
      )}
    </dl>
  );
}
