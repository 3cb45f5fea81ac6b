import type { ComponentOf, Scenario } from "../../model/index.ts";
import { Outcome, type OutcomeCode } from "../kernel/calls.ts";
import { reachedIds } from "./idle.ts";
import type { World } from "./world.ts";

/**
 * Who may still come in, by what is left to sell: nobody once the sold-out broadcast has come, and orders for no more than
 * a multiple of the stock at all.
 */
export class Door {
  /** Units that may still be asked for. */
  private room: number;
  /** How many of the inventories behind have nothing left, as far as is known here. */
  private empty = 0;

  /** @param tell is told when it becomes known that all is sold, and when something is back */
  constructor(
    private readonly world: World,
    { id, config }: ComponentOf<"gateway">,
    tell: (soldOut: boolean) => void,
  ) {
    const { soldOut, admission } = config;
    const inventories = inventoriesBehind(world.scenario, id);
    const smallest = Math.min(...inventories.map(stockOf));
    this.room = admission === null ? Infinity : admission * smallest;
    if (soldOut === null) return;
    for (const inventory of inventories) {
      world.noticeOf(inventory.id).listen((gone) => {
        world.agenda.at(world.now + soldOut.delay, () => {
          this.empty += gone ? 1 : -1;
          tell(this.empty > 0);
        });
      });
    }
  }

  /** Lets the order in and takes its units off the room that is left, or says why not. */
  ask(order: number): OutcomeCode {
    if (this.empty > 0) return Outcome.soldOut;
    const units = this.unitsOf(order);
    if (units > this.room) return Outcome.admissionClosed;
    this.room -= units;
    return Outcome.ok;
  }

  /** Whether it is known here that all is sold. */
  get isClosed(): boolean {
    return this.empty > 0;
  }

  /** The order was let in, and turned away behind. */
  giveBack(order: number): void {
    this.room += this.unitsOf(order);
  }

  private unitsOf(order: number): number {
    const { orders } = this.world;
    return (orders.units[order] as number) * this.world.itemsOf(orders.number[order] as number);
  }
}

/** The units of all items of an inventory at the start. */
function stockOf({ config }: ComponentOf<"inventory">): number {
  return config.items.reduce((sum, { stock }) => sum + stock, 0);
}

/** The inventories that orders of this gateway come to. */
function inventoriesBehind({ architecture }: Scenario, gateway: string): ComponentOf<"inventory">[] {
  const used = reachedIds(architecture);
  const behind = new Set([gateway]);
  for (const id of behind) for (const { from, to } of architecture.links) if (from === id) behind.add(to);
  return architecture.components.filter(
    (component): component is ComponentOf<"inventory"> =>
      component.kind === "inventory" && behind.has(component.id) && used.has(component.id),
  );
}
