/** When the shelves empty, counted in orders served. */
import { type Component, type Scenario, stepsOf } from "../model/index.ts";

/** From the order number `from` on, the share `inStock` of reservations finds its units. */
export interface Shelf {
  readonly from: number;
  readonly inStock: number;
}

/**
 * The items in the order in which they sell out.
 * @param kept the share of reservations that end as sales; the others give their units back
 */
export function shelves(scenario: Scenario, unitsPerOrder: number, kept: number): readonly Shelf[] {
  const items = itemsOf(scenario);
  const popularity = items.reduce((sum, item) => sum + item.popularity, 0);
  const soldOut = items
    .map((item) => {
      const share = item.popularity / popularity;
      return { share, from: kept > 0 ? item.stock / (share * unitsPerOrder * kept) : Number.POSITIVE_INFINITY };
    })
    .sort((a, b) => a.from - b.from);
  const list: Shelf[] = [{ from: 0, inStock: 1 }];
  let gone = 0;
  soldOut.forEach(({ share, from }, i) => {
    gone += share;
    // The last share is what is left, so that the shelves end up empty whatever rounding says.
    if (Number.isFinite(from)) list.push({ from, inStock: i === soldOut.length - 1 ? 0 : Math.max(0, 1 - gone) });
  });
  return list;
}

/** What the sagas reserve: the items of the first inventory that a step calls. */
function itemsOf(scenario: Scenario) {
  const { components } = scenario.architecture;
  const steps = components.flatMap(stepsOf);
  const reserved = new Set(steps.filter(({ operation }) => operation === "reserve").map(({ component }) => component));
  return components.find((component) => isReserved(component, reserved))?.config.items ?? [];
}

function isReserved(
  component: Component,
  reserved: ReadonlySet<string>,
): component is Component & { kind: "inventory" } {
  return component.kind === "inventory" && reserved.has(component.id);
}
