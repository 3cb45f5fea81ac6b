/** A FIFO of messages as plain numbers (order number, click time): 12 bytes a message, so millions may wait. */
export class MessageRing {
  size = 0;
  private head = 0;
  private numbers = new Int32Array(1024);
  private clicks = new Float64Array(1024);
  /** Rows of orders that are active while they wait; allocated when there is the first such order. */
  private rows: Int32Array | null = null;

  /** @param row the order's row where it is active already, else -1 */
  push(number: number, click: number, row: number): void {
    if (this.size === this.numbers.length) this.grow();
    if (row >= 0 && this.rows === null) this.rows = new Int32Array(this.numbers.length).fill(-1);
    const at = (this.head + this.size++) & (this.numbers.length - 1);
    this.numbers[at] = number;
    this.clicks[at] = click;
    if (this.rows !== null) this.rows[at] = row;
  }

  /** Puts a message before all others. */
  unshift(number: number, click: number, row: number): void {
    if (this.size === this.numbers.length) this.grow();
    if (row >= 0 && this.rows === null) this.rows = new Int32Array(this.numbers.length).fill(-1);
    this.head = (this.head - 1) & (this.numbers.length - 1);
    this.size++;
    this.numbers[this.head] = number;
    this.clicks[this.head] = click;
    if (this.rows !== null) this.rows[this.head] = row;
  }

  /** Order number of the oldest message; undefined behaviour when empty. */
  headNumber(): number {
    return this.numbers[this.head] as number;
  }

  /** Click time of the oldest message, in seconds; undefined behaviour when empty. */
  headClick(): number {
    return this.clicks[this.head] as number;
  }

  /** Row of the oldest message, -1 when its order has none; undefined behaviour when empty. */
  headRow(): number {
    return this.rows === null ? -1 : (this.rows[this.head] as number);
  }

  /** Drops the oldest message. */
  shift(): void {
    this.head = (this.head + 1) & (this.numbers.length - 1);
    this.size--;
  }

  /** Every message, the oldest first. */
  each(visit: (number: number, click: number, row: number) => void): void {
    for (let k = 0; k < this.size; k++) {
      const at = (this.head + k) & (this.numbers.length - 1);
      visit(this.numbers[at] as number, this.clicks[at] as number, this.rows === null ? -1 : (this.rows[at] as number));
    }
  }

  private grow(): void {
    const old = this.numbers.length;
    this.numbers = unrolled(this.numbers, this.head, new Int32Array(old * 2));
    this.clicks = unrolled(this.clicks, this.head, new Float64Array(old * 2));
    if (this.rows !== null) this.rows = unrolled(this.rows, this.head, new Int32Array(old * 2));
    this.head = 0;
  }
}

/** A full ring's content from its head on, copied to the start of a longer column. */
function unrolled<T extends Int32Array | Float64Array>(from: T, head: number, to: T): T {
  to.set(from.subarray(head) as never);
  to.set(from.subarray(0, head) as never, from.length - head);
  return to;
}
