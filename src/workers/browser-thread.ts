import type { SimulationThread } from "./thread.ts";

/** Starts a thread of the browser. */
export function spawnBrowserThread(): SimulationThread {
  const worker = new Worker(new URL("./simulation.worker.ts", import.meta.url), { type: "module", name: "simulation" });
  return {
    endpoint: worker,
    onMessage: (listener) => worker.addEventListener("message", ({ data }: MessageEvent<unknown>) => listener(data)),
    onBroken(listener) {
      worker.addEventListener("error", ({ message }) => listener(message));
      worker.addEventListener("messageerror", () => listener(""));
    },
    terminate: () => worker.terminate(),
  };
}
