/** A scaled preview: the same sale at 1:k, an answer at once while the full run is made. It is always labelled as what it is. */
import {
  COMPONENT_SERIES,
  type Component,
  type DocumentInput,
  type Frames,
  judge,
  type RunResult,
  type Scenario,
  SERIES,
} from "../model/index.ts";
import { type CapacitySum, capacitySum } from "./capacity.ts";
import { type StationCapacity, tightest } from "./stations.ts";

/** A document at 1:k, and how to read its result. */
export interface Preview {
  /** Every rate, server, worker, unit and limit is divided by this. */
  readonly scale: number;
  readonly document: DocumentInput;
  /** Of components that keep more servers than their share: how many times as many. */
  readonly extra: ReadonlyMap<string, number>;
}

/** About so many orders answer in a tenth of a second. */
const ORDERS = 20_000;
const SCALES: readonly number[] = [
  1000, 500, 250, 200, 150, 125, 100, 80, 75, 60, 50, 40, 30, 25, 20, 15, 12, 10, 8, 6, 5, 4, 3, 2,
];
/** Servers of what limits the sale are divided exactly but for this share; if no scale does, but for a larger one. */
const EXACT = [0.003, 0.03];
/** What limits the sale keeps at least so many servers, so that it is as steady as the large one. */
const ENOUGH = 10;
/** What can take little more than the limit is a limit now and then. */
const NEAR = 1.05;
/** From this share of its time on, the line of updates of a hot item counts. */
const HOT = 0.7;
/** A pool that keeps up keeps its spare servers, in standard deviations of the load, up to this many: then hardly anybody waits there. */
const SPARE = 3;

/**
 * The preview of a scenario. Null when it is small enough to be run at once, or when it cannot be divided: few servers at the limit, instances
 * that come and go, little stock.
 */
export function previewOf(document: DocumentInput, scenario: Scenario): Preview | null {
  const sum = capacitySum(scenario);
  const { components } = scenario.architecture;
  if (components.some(({ config }) => "autoscaling" in config && config.autoscaling !== null)) return null;
  const stages = stagesOf(sum);
  const limits = stages.flatMap(({ limit }) => limit ?? []);
  const possible = SCALES.filter((k) => sum.arrivals.total / k >= ORDERS && isDivisible(scenario, limits, k));
  const scale = EXACT.flatMap(
    (error) => possible.find((k) => limits.every((limit) => roundingOf(limit, k) <= error)) ?? [],
  )[0];
  if (scale === undefined) return null;
  const flow = stages.reduce((most, stage) => Math.max(most, stage.flow), 0);
  const extra = new Map<string, number>();
  const serversOf = (id: string, servers: number): number => {
    const kept = Math.max(1, Math.round(servers / scale), spareServers(stages, id, servers, scale));
    extra.set(id, (kept * scale) / servers);
    return kept;
  };
  const written = document.architecture?.components ?? [];
  const scaled = written.map((component) => {
    const read = components.find(({ id }) => id === component.id);
    return read === undefined
      ? component
      : { ...component, config: { ...component.config, ...configAt(read, scale, flow, serversOf) } };
  });
  const links = (document.architecture?.links ?? []).map((link) => {
    const read = scenario.architecture.links.find(({ from, to }) => from === link.from && to === link.to);
    return read === undefined || read.bulkhead === null ? link : { ...link, bulkhead: share(read.bulkhead, scale) };
  });
  return { scale, document: { ...document, architecture: { components: scaled, links } }, extra };
}

/** A stretch of the sale in which orders ask for the same: how many a second go through, and what limits them. */
interface Stage {
  readonly flow: number;
  readonly limit: StationCapacity | null;
  readonly stations: readonly StationCapacity[];
}

function stagesOf({ phases, arrivals }: CapacitySum): readonly Stage[] {
  return phases
    .filter(({ from }) => from < arrivals.total)
    .map(({ demand: { stations } }) => {
      const limit = tightest(stations);
      const flow = Math.min(limit?.ordersPerSecond ?? Number.POSITIVE_INFINITY, arrivals.peakRate);
      return { flow, limit, stations };
    });
}

/** Servers with which a pool that always keeps up goes on keeping up although it is small; 0 for one that is ever a limit. */
function spareServers(stages: readonly Stage[], id: string, servers: number, k: number): number {
  let most = 0;
  for (const { flow, stations } of stages) {
    const station = stations.find((each) => each.id === id);
    if (station === undefined || station.ordersPerSecond === null) continue;
    if (station.ordersPerSecond < flow * NEAR) return 0;
    const load = flow * station.secondsPerOrder;
    if (load === 0) continue;
    const spare = Math.min(SPARE, (servers - load) / Math.sqrt(load));
    most = Math.max(most, Math.ceil(load / k + spare * Math.sqrt(load / k)));
  }
  return most;
}

/** How far a share of the servers is from a whole number of them. */
function roundingOf({ servers }: StationCapacity, k: number): number {
  return servers === null ? 0 : Math.abs((Math.round(servers / k) * k) / servers - 1);
}

function isDivisible({ architecture }: Scenario, limits: readonly StationCapacity[], k: number): boolean {
  if (limits.some(({ servers }) => servers !== null && servers / k < ENOUGH)) return false;
  return architecture.components.every(({ kind, config }) => {
    if (kind === "orchestrator")
      return config.workers === null || config.workers / k >= Math.max(ENOUGH, config.instances);
    if (kind === "inventory") return config.items.every(({ stock }) => stock === 0 || stock / k >= ENOUGH);
    return !("instances" in config) || config.servers === null || config.servers / k >= config.instances;
  });
}

/** At least one: what is there stays there. */
function share(count: number, k: number): number {
  return count === 0 ? 0 : Math.max(1, Math.round(count / k));
}

/** What of a component's configuration is another at 1:k, as written. */
function configAt(
  component: Component,
  k: number,
  flow: number,
  serversOf: (id: string, servers: number) => number,
): object {
  const { config } = component;
  const limits: Record<string, unknown> = {};
  for (const name of ["waitingRoom", "capacity", "prefetch", "backPressureDepth"] as const) {
    const value = name in config ? (config as Readonly<Record<string, unknown>>)[name] : null;
    // A cache's capacity is of keys, and those are not divided.
    if (typeof value === "number" && component.kind !== "cache") limits[name] = share(value, k);
  }
  if ("instances" in config && "concurrency" in config && config.servers !== null) {
    const servers = serversOf(component.id, config.servers);
    if (config.instances > 1) limits.concurrency = Math.max(1, Math.round(servers / config.instances));
    else Object.assign(limits, { servers, instances: undefined, concurrency: undefined });
  }
  switch (component.kind) {
    case "shoppers":
      return { ...limits, arrivals: arrivalsAt(component.config.arrivals, k) };
    case "gateway":
      return { ...limits, ...gatewayAt(component.config, k) };
    case "orchestrator": {
      const { workers } = component.config;
      return { ...limits, ...(workers !== null && { workers: serversOf(component.id, workers) }) };
    }
    case "inventory": {
      const { items, updateTime, shards } = component.config;
      const popularity = items.reduce((all, item) => all + item.popularity, 0);
      const hottest = items.reduce((most, item) => Math.max(most, item.popularity / popularity), 0);
      const stocked = { ...limits, items: items.map((item) => ({ ...item, stock: share(item.stock, k) })) };
      // Where the line of updates is a limit, each update takes as much longer as there are fewer of them.
      return (flow * hottest * updateTime) / shards < HOT ? stocked : { ...stocked, updateTime: updateTime * k };
    }
    case "payment": {
      const { processorRate } = component.config;
      return { ...limits, ...(processorRate !== null && { processorRate: processorRate / k }) };
    }
    default:
      return limits;
  }
}

type ConfigOf<K extends Component["kind"]> = Extract<Component, { readonly kind: K }>["config"];

function arrivalsAt(arrivals: ConfigOf<"shoppers">["arrivals"], k: number): object {
  if (arrivals.process === "counts") {
    let before = 0;
    let sum = 0;
    const counts = arrivals.counts.map((count) => {
      sum += count;
      const now = Math.round(sum / k);
      const here = now - before;
      before = now;
      return here;
    });
    return { ...arrivals, counts };
  }
  const stages = arrivals.stages.map(({ target, duration }) => ({ target: target / k, duration }));
  return { ...arrivals, startRate: arrivals.startRate / k, stages };
}

function gatewayAt({ rateLimit, virtualWaitingRoom }: ConfigOf<"gateway">, k: number): object {
  const room =
    virtualWaitingRoom === null
      ? {}
      : { virtualWaitingRoom: { ...virtualWaitingRoom, rate: virtualWaitingRoom.rate / k } };
  if (rateLimit === null) return room;
  const [name = "", settings = {}] = Object.entries<Readonly<Record<string, unknown>>>(rateLimit)[0] ?? [];
  const scaled = Object.fromEntries(
    Object.entries(settings).map(([key, value]) => {
      if (typeof value !== "number") return [key, value];
      if (key === "rate") return [key, value / k];
      return ["burst", "capacity", "limit"].includes(key) ? [key, share(value, k)] : [key, value];
    }),
  );
  return { ...room, rateLimit: { [name]: scaled } };
}

/** The result of a preview as that of the whole: what counts orders, units, money or servers is multiplied. */
export function wholeResult({ scale, extra }: Preview, scenario: Scenario, result: RunResult): RunResult {
  const times = <T extends object>(counts: T): T =>
    Object.fromEntries(
      Object.entries(counts).map(([key, value]) => [key, typeof value === "number" ? value * scale : value]),
    ) as T;
  const { availability, backlog, latency, ledger, status, undriven } = result;
  const components = Object.fromEntries(
    Object.entries(result.components).map(([id, each]) => {
      const more = extra.get(id) ?? 1;
      const { completed, meanQueue, peakQueue, utilization } = each;
      return [
        id,
        {
          ...each,
          completed: completed * scale,
          meanQueue: meanQueue === null ? null : meanQueue * scale,
          peakQueue: peakQueue * scale,
          ...(each.peakWaitingRoom !== undefined && { peakWaitingRoom: each.peakWaitingRoom * scale }),
          utilization: utilization === null ? null : Math.min(1, utilization * more),
        },
      ];
    }),
  );
  const counted = (summary: (typeof latency)["completion"]) => ({ ...summary, count: summary.count * scale });
  const whole: RunResult = {
    ...result,
    orders: times(result.orders),
    backlog: {
      ...backlog,
      peak: backlog.peak * scale,
      peakBytes: backlog.peakBytes * scale,
      toldToWait: backlog.toldToWait * scale,
    },
    latency: {
      acceptance: counted(latency.acceptance),
      completion: counted(latency.completion),
      refusal: counted(latency.refusal),
    },
    ledger: { units: times(ledger.units), money: times(ledger.money), violations: times(ledger.violations) },
    availability: { ...times(availability), ratio: availability.ratio },
    undriven: { ...undriven, orders: undriven.orders * scale },
    ...(status !== undefined && {
      status: { ...times(status), staleness: counted(status.staleness), connections: times(status.connections) },
    }),
    failures: times(result.failures),
    components,
    // The orders of the small run are not those of the whole.
    examples: {},
    shownBy: {},
  };
  return { ...whole, goals: scenario.goals.map((goal) => judge(goal, whole)) };
}

/** The frames of a preview as those of the whole. Percentiles are times, and stay. */
export function wholeFrames({ scale, extra }: Preview, frames: Frames): Frames {
  const times = (column: Float64Array, by: number) => column.map((value) => value * by);
  const series = Object.fromEntries(
    SERIES.map((name) => [name, /P\d\d$/.test(name) ? frames.series[name] : times(frames.series[name], scale)]),
  ) as Frames["series"];
  const components = Object.fromEntries(
    Object.entries(frames.components).map(([id, columns]) => {
      const more = extra.get(id) ?? 1;
      const whole = COMPONENT_SERIES.map((name) => {
        const servers = name === "servers" || name === "serverTime";
        return [name, times(columns[name], servers ? scale / more : scale)] as const;
      });
      return [id, Object.fromEntries(whole) as Frames["components"][string]];
    }),
  );
  return { ...frames, series, components };
}
