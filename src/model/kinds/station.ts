import { count, duration, group, nullable, optional, toggle, type ValueOf } from "../fields.ts";
import { formatCount } from "../format.ts";
import type { Report } from "./kind.ts";
import { type Autoscaling, autoscaling, checkScaling } from "./scaling.ts";

const DEFAULT_SERVERS = 64;
const SERVERS_MAX = 1_000_000;

const shedding = nullable(
  group(
    {
      label: "Load shedding",
      help: "Calls that have waited too long are refused when a server is free, so that none is spent on them.",
      default: {},
    },
    {
      maxWait: duration({
        label: "Longest wait",
        help: "A call that has waited longer is not served any more.",
        default: "1s",
      }),
      newestFirst: toggle({
        label: "Newest first",
        help: "The call that came last is served first: its caller is the likeliest still to be waiting.",
        default: false,
      }),
    },
  ),
  "off",
);

/** The settings of load shedding, read. */
export type Shedding = NonNullable<ValueOf<typeof shedding>>;

/** The fields of everything that serves calls with a limited number of servers. */
export const stationFields = {
  servers: optional(
    nullable(
      count({
        label: "Servers",
        help: "How many calls it works on at once. Write this, or instances and concurrency.",
        min: 1,
        max: SERVERS_MAX,
        default: DEFAULT_SERVERS,
      }),
      "unlimited",
      "keepDefault",
    ),
  ),
  instances: optional(
    count({ label: "Instances", help: "How many copies of it run. Left out: 1.", min: 1, max: 10_000 }),
  ),
  concurrency: optional(
    count({
      label: "Concurrency",
      help: `Calls one instance works on at once. Left out: ${DEFAULT_SERVERS}.`,
      min: 1,
      max: 100_000,
    }),
  ),
  waitingRoom: nullable(
    count({
      label: "Waiting room",
      help: "How many calls may wait for a server; the next one is refused.",
      default: 1000,
    }),
    "unlimited",
  ),
  shedding,
  autoscaling,
};

interface Given {
  readonly servers: number | null | undefined;
  readonly instances: number | undefined;
  readonly concurrency: number | undefined;
  readonly autoscaling: Autoscaling | null;
}

/** Servers however they were written: `servers` is instances x concurrency, and both are null when it is unlimited. */
export interface Servers {
  readonly servers: number | null;
  readonly instances: number;
  /** Of one instance; null = unlimited. */
  readonly concurrency: number | null;
}

/** Works out the servers of a station from `servers`, or from `instances` and `concurrency`. */
export function settleServers<C extends Given>(config: C, report: Report): Omit<C, keyof Servers> & Servers {
  const { servers, instances = 1, concurrency = DEFAULT_SERVERS } = config;
  if (config.instances === undefined && config.concurrency === undefined) {
    const all = servers === undefined ? DEFAULT_SERVERS : servers;
    checkScaling(config.autoscaling, 1, all, SERVERS_MAX, report);
    return { ...config, servers: all, instances: 1, concurrency: all };
  }
  if (servers !== undefined) report("servers", "must be left out when instances or concurrency is given");
  if (instances * concurrency > SERVERS_MAX) report("instances", `times concurrency must be at most ${SERVERS_MAX}`);
  checkScaling(config.autoscaling, instances, concurrency, SERVERS_MAX, report);
  return { ...config, servers: instances * concurrency, instances, concurrency };
}

/** "2,500 servers", or "50 servers, up to 500". */
export function serversText({
  servers,
  concurrency,
  autoscaling,
}: Servers & { readonly autoscaling: Autoscaling | null }): string {
  if (autoscaling !== null && servers !== null && concurrency !== null) {
    return `${formatCount(servers)} servers, up to ${formatCount(autoscaling.max * concurrency)}`;
  }
  return servers === null ? "unlimited servers" : `${formatCount(servers)} ${servers === 1 ? "server" : "servers"}`;
}
