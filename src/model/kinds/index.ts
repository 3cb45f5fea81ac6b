/** Every kind of component, in the order the palette shows them. */
import type { ValueOf } from "../fields.ts";
import { cache } from "./cache.ts";
import { database } from "./database.ts";
import { eventQueue } from "./event-queue.ts";
import { gateway } from "./gateway.ts";
import { inventory } from "./inventory.ts";
import { loadBalancer } from "./load-balancer.ts";
import { notification } from "./notification.ts";
import { orchestrator } from "./orchestrator.ts";
import { payment } from "./payment.ts";
import { queue } from "./queue.ts";
import { service } from "./service.ts";
import { shipping } from "./shipping.ts";
import { shoppers } from "./shoppers.ts";

export const KINDS = {
  shoppers,
  gateway,
  queue,
  eventQueue,
  orchestrator,
  inventory,
  payment,
  shipping,
  notification,
  service,
  loadBalancer,
  database,
  cache,
} as const;

export type Kind = keyof typeof KINDS;

/** The configuration of a kind, read: every default filled in, every length of time in seconds. */
export type ConfigOf<K extends Kind> = ValueOf<(typeof KINDS)[K]>;
