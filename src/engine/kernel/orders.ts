import { widen } from "./columns.ts";

/**
 * Orders that something is happening to, one row each; an order that only waits in a queue has no row, which is what
 * keeps a backlog of millions small. Rows are used again, so the table is as long as the most that were ever active.
 */
export class Orders {
  /** Number of the order: source in the top bits, index of arrival below. Key of everything drawn for it. */
  number: Int32Array;
  /** When the shopper clicked, in seconds. */
  click: Float64Array;
  /** Units asked for. */
  units: Int32Array;
  /** How many things still refer to this row; it is given back at zero. */
  references: Int32Array;
  /** 1 once a saga has begun: only then may any part remember something of it. */
  touched: Uint8Array;
  /** How the order has ended: 0 not yet, 1 completed, 2 failed, 3 gone. */
  ended: Uint8Array;
  live = 0;
  peak = 0;
  private free: Int32Array;
  private freeCount = 0;
  private readonly columns: Column<Float64Array | Int32Array | Uint8Array | Uint32Array>[] = [];

  constructor(private capacity = 128) {
    this.number = new Int32Array(capacity);
    this.click = new Float64Array(capacity);
    this.units = new Int32Array(capacity);
    this.references = new Int32Array(capacity);
    this.touched = new Uint8Array(capacity);
    this.ended = new Uint8Array(capacity);
    this.free = new Int32Array(capacity);
    for (let i = capacity - 1; i >= 0; i--) this.free[this.freeCount++] = i;
  }

  /** A column of a part's own, one entry an order, that grows with the table. Its owner resets entries when an order is forgotten. */
  column<T extends Float64Array | Int32Array | Uint8Array | Uint32Array>(make: (length: number) => T): Column<T> {
    const column: Column<T> = { data: make(this.capacity), make };
    this.columns.push(column as unknown as Column<Float64Array | Int32Array | Uint8Array | Uint32Array>);
    return column;
  }

  open(number: number, click: number, units: number): number {
    if (this.freeCount === 0) this.grow();
    const order = this.free[--this.freeCount] as number;
    this.number[order] = number;
    this.click[order] = click;
    this.units[order] = units;
    this.references[order] = 0;
    this.touched[order] = 0;
    this.ended[order] = 0;
    if (++this.live > this.peak) this.peak = this.live;
    return order;
  }

  close(order: number): void {
    this.free[this.freeCount++] = order;
    this.live--;
  }

  private grow(): void {
    const old = this.capacity;
    const capacity = old * 2;
    this.capacity = capacity;
    this.number = widen(this.number, new Int32Array(capacity));
    this.click = widen(this.click, new Float64Array(capacity));
    this.units = widen(this.units, new Int32Array(capacity));
    this.references = widen(this.references, new Int32Array(capacity));
    this.touched = widen(this.touched, new Uint8Array(capacity));
    this.ended = widen(this.ended, new Uint8Array(capacity));
    for (const column of this.columns) column.data = widen(column.data, column.make(capacity));
    this.free = new Int32Array(capacity);
    for (let i = capacity - 1; i >= old; i--) this.free[this.freeCount++] = i;
  }
}

/** A growing column: read `data` afresh after anything that may open an order. */
export interface Column<T> {
  data: T;
  readonly make: (length: number) => T;
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
