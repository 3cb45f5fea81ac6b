/** The documents that are measured. */
import { readdirSync, readFileSync } from "node:fs";
import { type DocumentInput, parseDocumentText } from "../src/model/index.ts";

const scenarios = new URL("../scenarios/", import.meta.url);

/** Files of the shipped scenarios. */
export const SHIPPED: readonly string[] = readdirSync(scenarios).filter((name) => name.endsWith(".json"));

export function shipped(file: string): DocumentInput {
  return read(new URL(file, scenarios));
}

export const CANONICAL: DocumentInput = read(new URL("canonical-flash-sale.json", import.meta.url));

function read(file: URL): DocumentInput {
  const parsed = parseDocumentText(readFileSync(file, "utf8"));
  if (!parsed.ok) throw new Error(`${file} cannot be read`);
  return parsed.document;
}

interface Sale {
  /** Rates, workers and servers are multiplied by this. */
  readonly scale?: number;
  /** How long orders come, in seconds. */
  readonly duration?: number;
  /** Orders a second at scale 1. */
  readonly rate?: number;
  readonly seed?: number;
  /** Whether calls of services have timeouts and retries, holds run out and a log is written, all of which the canonical sale has not. */
  readonly guarded?: boolean;
}

/** The canonical flash sale, otherwise sized. */
export function sale({ scale = 1, duration = 60, rate = 50_000, seed = 1, guarded = false }: Sale): DocumentInput {
  const { components = [], links = [] } = CANONICAL.architecture ?? {};
  const sized = components.map((component) => {
    const config = { ...component.config };
    if (typeof config.servers === "number") config.servers = Math.round(config.servers * scale);
    if (typeof config.workers === "number") config.workers = Math.round(config.workers * scale);
    if (component.kind === "shoppers") {
      config.arrivals = { startRate: rate * scale, stages: [{ target: rate * scale, duration }] };
    }
    if (component.kind === "inventory") {
      config.items = [{ id: "sneaker", stock: Math.ceil(rate * scale * duration * 1.1) }];
      if (guarded) config.hold = { ttl: "15m" };
    }
    if (component.kind === "orchestrator" && guarded) config.logWrite = "5ms";
    return { ...component, config };
  });
  const guards = guarded ? { timeout: "5s", retries: { max: 2 } } : {};
  const linked = links.map((link) => (link.from === "orchestrator" ? { ...link, ...guards } : link));
  const run = { ...CANONICAL.run, seed, limit: "300d" };
  return { ...CANONICAL, architecture: { components: sized, links: linked }, run };
}
