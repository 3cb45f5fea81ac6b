import type { Component } from "../../model/index.ts";
import { Cache } from "./cache.ts";
import { CommandQueue, isOrderQueue } from "./command-queue.ts";
import { Database } from "./database.ts";
import { EventQueue } from "./event-queue.ts";
import { Gateway } from "./gateway.ts";
import { GenericService } from "./generic-service.ts";
import { Inventory } from "./inventory.ts";
import { LoadBalancer } from "./load-balancer.ts";
import { Notification } from "./notification.ts";
import { Orchestrator } from "./orchestrator.ts";
import type { Part } from "./part.ts";
import { Payment } from "./payment.ts";
import { Queue } from "./queue.ts";
import { Shipping } from "./shipping.ts";
import { Shoppers } from "./shoppers.ts";
import { TwoPhaseCommit } from "./two-phase-commit.ts";
import type { World } from "./world.ts";

/** The behaviour of a component: one line a kind. */
export function partOf(world: World, index: number, component: Component): Part {
  switch (component.kind) {
    case "shoppers":
      return new Shoppers(world, index, component);
    case "gateway":
      return new Gateway(world, index, component);
    case "queue":
      return isOrderQueue(world, component.id)
        ? new Queue(world, index, component)
        : new CommandQueue(world, index, component);
    case "eventQueue":
      return new EventQueue(world, index, component);
    case "orchestrator":
      return component.config.coordination === "twoPhaseCommit"
        ? new TwoPhaseCommit(world, index, component)
        : new Orchestrator(world, index, component);
    case "inventory":
      return new Inventory(world, index, component);
    case "payment":
      return new Payment(world, index, component);
    case "shipping":
      return new Shipping(world, index, component);
    case "notification":
      return new Notification(world, index, component);
    case "service":
      return new GenericService(world, index, component);
    case "loadBalancer":
      return new LoadBalancer(world, index, component);
    case "database":
      return new Database(world, index, component);
    case "cache":
      return new Cache(world, index, component);
  }
}
