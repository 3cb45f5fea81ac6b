/** A checkout of every kind of component, small enough to run in a moment, with its parts to hand. */
import type { ComponentInput, DocumentInput, LinkInput } from "../src/model/index.ts";

type Config = Readonly<Record<string, unknown>>;

/** What is otherwise than in the plain checkout: settings by component, settings of all links to services. */
export interface Changes {
  readonly shoppers?: Config;
  readonly gateway?: Config;
  readonly orders?: Config;
  readonly orchestrator?: Config;
  readonly inventory?: Config;
  readonly payment?: Config;
  readonly shipping?: Config;
  readonly notification?: Config;
  readonly calls?: Config;
  readonly run?: DocumentInput["run"];
  readonly faults?: DocumentInput["faults"];
}

export const SAGA = [
  { step: "reserve", component: "inventory", operation: "reserve", compensation: "release" },
  { step: "charge", component: "payment", operation: "charge", compensation: "refund" },
  { step: "confirm", component: "inventory", operation: "confirm", compensation: "restock" },
  { step: "ship", component: "shipping", operation: "create", compensation: "cancel" },
  { step: "notify", component: "notification", operation: "send", onFailure: "continue" },
] as const;

/** The same, with the money blocked first and taken once the units are sold. */
export const CAPTURING = [
  SAGA[0],
  { step: "authorize", component: "payment", operation: "authorize", compensation: "void" },
  SAGA[2],
  { step: "capture", component: "payment", operation: "capture", compensation: "refund" },
  SAGA[3],
  SAGA[4],
] as const;

const exponential = (mean: string) => ({ exponential: { mean } });

/** About 4,000 orders that make some payments wait, run out of one of two items, and fail in every way there is. */
export function checkout(changes: Changes = {}): DocumentInput {
  const components: ComponentInput[] = [
    {
      id: "shoppers",
      kind: "shoppers",
      config: { arrivals: { startRate: 200, stages: [{ target: 600, duration: "10s" }] }, ...changes.shoppers },
    },
    {
      id: "gateway",
      kind: "gateway",
      config: { servers: 16, serviceTime: exponential("5ms"), ...changes.gateway },
    },
    { id: "orders", kind: "queue", config: { backPressureDepth: 100, ...changes.orders } },
    {
      id: "orchestrator",
      kind: "orchestrator",
      config: { workers: 400, logWrite: "1ms", saga: SAGA, ...changes.orchestrator },
    },
    {
      id: "inventory",
      kind: "inventory",
      config: {
        servers: 100,
        items: [
          { id: "sneaker", stock: 3000, popularity: 3 },
          { id: "cap", stock: 800, popularity: 1, price: 2500 },
        ],
        operations: { reserve: exponential("80ms"), confirm: exponential("30ms") },
        ...changes.inventory,
      },
    },
    {
      id: "payment",
      kind: "payment",
      config: {
        servers: 180,
        declineProbability: 0.05,
        operations: { charge: exponential("500ms") },
        ...changes.payment,
      },
    },
    {
      id: "shipping",
      kind: "shipping",
      config: {
        servers: 90,
        failureProbability: 0.03,
        operations: { create: exponential("200ms") },
        ...changes.shipping,
      },
    },
    {
      id: "notification",
      kind: "notification",
      config: { servers: 20, failureProbability: 0.01, ...changes.notification },
    },
  ];
  const links: LinkInput[] = [
    { from: "shoppers", to: "gateway", latency: "20ms" },
    { from: "gateway", to: "orders", latency: "1ms" },
    { from: "orders", to: "orchestrator" },
    ...["inventory", "payment", "shipping", "notification"].map((to) => ({
      from: "orchestrator",
      to,
      latency: "1ms",
      ...changes.calls,
    })),
  ];
  return {
    format: "doorbuster",
    version: 1,
    architecture: { components, links },
    ...(changes.faults && { faults: changes.faults }),
    run: { seed: 1, until: "drained", ...changes.run },
  };
}

/** The same document with another architecture. */
export function rebuilt(
  document: DocumentInput,
  rebuild: (
    components: readonly ComponentInput[],
    links: readonly LinkInput[],
  ) => { readonly components: readonly ComponentInput[]; readonly links: readonly LinkInput[] },
): DocumentInput {
  const { components = [], links = [] } = document.architecture ?? {};
  return { ...document, architecture: rebuild(components, links) };
}
