import type { Purpose } from "../kernel/random.ts";

/** Draws of one place in a cart before it takes the next item that is not in it yet. */
const DRAWS_MAX = 16;

/** Which items an order wants: drawn by popularity, all different. */
export class Carts {
  /** Cumulative shares of the items. */
  private readonly shares: number[];
  /** What {@link of} returned last: used again by the next call. */
  private items: number[] = [];

  constructor(
    popularities: readonly number[],
    private readonly luck: Purpose,
  ) {
    const total = popularities.reduce((sum, p) => sum + p, 0);
    let share = 0;
    this.shares = popularities.map((popularity) => {
      share += popularity / total;
      return share;
    });
  }

  /** The items of the order with this number; the array is used again by the next call. */
  of(number: number, size: number): readonly number[] {
    const { shares } = this;
    const count = Math.min(size, shares.length);
    if (this.items.length !== count) this.items = new Array<number>(count).fill(0);
    const { items } = this;
    // With one item to choose from, the cart is as it was made.
    if (shares.length === 1) return items;
    items.fill(-1);
    for (let place = 0; place < count; place++) {
      let item = this.draw(number, place, 0);
      for (let draw = 1; items.includes(item) && draw < DRAWS_MAX; draw++) item = this.draw(number, place, draw);
      while (items.includes(item)) item = (item + 1) % shares.length;
      items[place] = item;
    }
    return items;
  }

  private draw(number: number, place: number, draw: number): number {
    const { shares } = this;
    if (shares.length === 1) return 0;
    const u = this.luck.uniform(number, 0, place * DRAWS_MAX + draw);
    let low = 0;
    let high = shares.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((shares[middle] as number) < u) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
