/** A thread that simulates, whatever kind of thread it is. */
import type { Endpoint } from "comlink";

export interface SimulationThread {
  /** Comlink's end of it. */
  readonly endpoint: Endpoint;
  /** Calls back with every message that comes from it. */
  onMessage(listener: (data: unknown) => void): void;
  /** Calls back when it has broken down, with a sentence or an empty text. */
  onBroken(listener: (message: string) => void): void;
  terminate(): void;
}
