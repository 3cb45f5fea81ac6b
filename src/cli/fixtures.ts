/** A small sale, and the program called without a process around it. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { main } from "./cli.ts";
import type { Io } from "./io.ts";

export const SALE = {
  format: "doorbuster",
  version: 1,
  name: "Small sale",
  architecture: {
    components: [
      {
        id: "shoppers",
        kind: "shoppers",
        config: { arrivals: { startRate: 20, stages: [{ target: 20, duration: "5s" }] } },
      },
      { id: "gateway", kind: "gateway" },
      { id: "orders", kind: "queue" },
      {
        id: "orchestrator",
        kind: "orchestrator",
        config: { saga: [{ step: "charge", component: "payment", operation: "charge" }] },
      },
      { id: "payment", kind: "payment", config: { servers: 2 } },
    ],
    links: [
      { from: "shoppers", to: "gateway", latency: "20ms" },
      { from: "gateway", to: "orders" },
      { from: "orders", to: "orchestrator" },
      { from: "orchestrator", to: "payment" },
    ],
  },
  goals: [{ name: "Accepted soon", figure: "latency.acceptance.p99", atMost: "2s" }],
  run: { seed: 3 },
};

/** A folder of its own for each test file. */
export interface Desk {
  readonly folder: string;
  readonly save: (name: string, content: unknown) => void;
  readonly call: (argv: readonly string[], around?: Partial<Io>) => Promise<Ending>;
  readonly clear: () => void;
}

export interface Ending {
  readonly code: number;
  readonly out: string;
  readonly err: readonly string[];
}

/** A folder with the sale in it, in which the program can be called. */
export function setDesk(): Desk {
  const folder = mkdtempSync(join(tmpdir(), "doorbuster-cli-"));
  const save = (name: string, content: unknown) =>
    writeFileSync(
      join(folder, name),
      typeof content === "string" || content instanceof Uint8Array ? content : JSON.stringify(content),
    );
  save("sale.json", SALE);
  return {
    folder,
    save,
    call: (argv, around) => call(argv, { folder, ...around }),
    clear: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Calls the program and keeps what it prints. */
async function call(argv: readonly string[], around: Partial<Io> & Pick<Io, "folder">): Promise<Ending> {
  let out = "";
  const err: string[] = [];
  const io: Io = {
    print: async (text) => {
      out += text;
    },
    complain: (line) => err.push(line),
    stdin: (async function* () {})(),
    interrupted: new AbortController().signal,
    ...around,
  };
  return { code: await main(argv, io), out, err };
}
