import { Rows } from "./rows.ts";

/**
 * Orders that something is happening to, one row each; an order that only waits in a queue has no row, which is what
 * keeps a backlog of millions small. Rows are used again, so the table is as long as the most that were ever active.
 * Parts have columns of their own in it, and reset what they wrote there when an order is forgotten.
 */
export class Orders extends Rows {
  /** When the shopper clicked, in seconds. */
  readonly click = this.reals();
  private readonly fields = {
    number: this.integers(),
    units: this.integers(),
    references: this.integers(),
  };
  /** Number of the order: source in the top bits, index of arrival below. Key of everything drawn for it. */
  number = this.fields.number.data;
  /** Units asked for. */
  units = this.fields.units.data;
  /** How many things still refer to this row; it is given back at zero. */
  references = this.fields.references.data;
  /** 1 once a saga has begun: only then may any part remember something of it. */
  readonly touched = this.bytes();
  /** How the order has ended: 0 not yet, 1 completed, 2 failed, 3 gone. */
  readonly ended = this.bytes();

  open(number: number, click: number, units: number): number {
    const order = this.take();
    this.number[order] = number;
    this.click.set(order, click);
    this.units[order] = units;
    this.references[order] = 0;
    this.touched.set(order, 0);
    this.ended.set(order, 0);
    return order;
  }

  close(order: number): void {
    this.give(order);
  }

  protected override moved(): void {
    const { fields } = this;
    this.number = fields.number.data;
    this.units = fields.units.data;
    this.references = fields.references.data;
  }
}

/** Bits of an order's number below its source: up to 2^27 orders a source, 16 sources. */
const INDEX_BITS = 27;
export const ORDERS_PER_SOURCE_MAX = 1 << INDEX_BITS;
export const SOURCES_MAX = 16;

/** The number of the `index`-th order of the `source`-th source. */
export function orderNumber(source: number, index: number): number {
  return (source << INDEX_BITS) | index;
}

/** The sign of a number: a second order of the same intent. */
const DUPLICATE = 1 << 31;

/** The number of a further order that the same intent has led to: negative, so that it can be told from the first. */
export function duplicateOf(number: number): number {
  return number | DUPLICATE;
}

/** The number of the first order of the intent that the order with this number belongs to. */
export function intentNumber(number: number): number {
  return number & ~DUPLICATE;
}

/** The rank of the source of an order. */
export function sourceOf(number: number): number {
  return (number >>> INDEX_BITS) & (SOURCES_MAX - 1);
}

/** A name for an order that a person can quote: the source's rank and the index of arrival, counted from 1. */
export function orderName(number: number): string {
  const index = (number & (ORDERS_PER_SOURCE_MAX - 1)) + 1;
  const source = sourceOf(number);
  return source === 0 ? `${index}` : `${source + 1}-${index}`;
}

/** The number of the order with this name; null when no order can be called so. */
export function orderCalled(name: string): number | null {
  const match = /^(?:([1-9]\d?)-)?([1-9]\d{0,8})$/.exec(name);
  if (match === null) return null;
  const source = match[1] === undefined ? 0 : Number(match[1]) - 1;
  const index = Number(match[2]) - 1;
  if (source >= SOURCES_MAX || index >= ORDERS_PER_SOURCE_MAX) return null;
  const number = orderNumber(source, index);
  return orderName(number) === name ? number : null;
}
