const NO_INTEGERS = new Int32Array(0);
const NO_REALS = new Float64Array(0);
const NO_BYTES = new Uint8Array(0);
/** Bytes of an integer, which is what rows are numbered in; and integers of a line of the cache. */
const UNIT = 4;
const LINE = 16;

/** A whole number of every row, of 32 bits. */
export class Integers {
  /** By number of the row; read afresh after anything that may take a row, since the table moves when it grows. */
  data = NO_INTEGERS;

  /** @param at bytes from the beginning of a row */
  constructor(private readonly at: number) {}

  view(memory: ArrayBuffer): void {
    this.data = new Int32Array(memory, this.at);
  }

  copy(from: number, to: number): void {
    this.data[to] = this.data[from];
  }
}

/** A whole number from 0 to 255 of every row. */
export class Bytes {
  private data = NO_BYTES;

  /** @param at bytes from the beginning of a row */
  constructor(private readonly at: number) {}

  view(memory: ArrayBuffer): void {
    this.data = new Uint8Array(memory, this.at);
  }

  of(row: number): number {
    return this.data[row * UNIT];
  }

  set(row: number, value: number): void {
    this.data[row * UNIT] = value;
  }

  copy(from: number, to: number): void {
    this.set(to, this.of(from));
  }
}

/** A double of every row. */
export class Reals {
  private data = NO_REALS;

  /** @param at bytes from the beginning of a row, a multiple of those of a double */
  constructor(private readonly at: number) {}

  view(memory: ArrayBuffer): void {
    this.data = new Float64Array(memory, this.at);
  }

  of(row: number): number {
    return this.data[row >> 1];
  }

  set(row: number, value: number): void {
    this.data[row >> 1] = value;
  }

  copy(from: number, to: number): void {
    this.set(to, this.of(from));
  }
}

type Column = Integers | Bytes | Reals;

/**
 * A table whose rows are used again. All that is known of one thing lies side by side, so that an event among a million
 * things finds it with a few reads from memory, instead of one a column. A row is numbered by where it begins, counted
 * in integers: a column is then a view of the whole table that begins a little later, and is read like an array of its own.
 * Columns are declared before the first row is taken.
 */
export class Rows {
  /** Rows that somebody has. */
  live = 0;
  /** Integers a row; an even number once there are rows, so that doubles stand at even places in all of them. */
  private stride = 0;
  /** Where the next byte may stand beside others in one integer; a multiple of the bytes of an integer when it may not. */
  private nextByte = 0;
  private integersOf = NO_INTEGERS;
  /** Rows that there is room for, and those that have been taken at least once. */
  private room = 0;
  private used = 0;
  /** Rows that were given back. */
  private free = NO_INTEGERS;
  private freeCount = 0;
  private readonly columns: Column[] = [];
  /** Nobody needs it; but what is read and not kept, the compiler does not read. */
  protected readAhead = 0;

  /** @param initial how many rows the table has room for at first */
  constructor(private readonly initial = 128) {}

  integers(): Integers {
    return this.declare(new Integers(this.claim(1)));
  }

  bytes(): Bytes {
    if (this.nextByte % UNIT === 0) this.nextByte = this.claim(1);
    return this.declare(new Bytes(this.nextByte++));
  }

  reals(): Reals {
    this.stride += this.stride & 1;
    return this.declare(new Reals(this.claim(2)));
  }

  /** A row that nobody has. What is in it was left there by the last to have it, or is zero. */
  take(): number {
    this.live++;
    if (this.freeCount > 0) return this.free[--this.freeCount];
    if (this.used === this.room) this.grow();
    return this.used++ * this.stride;
  }

  give(row: number): void {
    this.free[this.freeCount++] = row;
    this.live--;
  }

  /** The numbers of all rows that have ever been taken, in ascending order. */
  *all(): Generator<number> {
    const { stride } = this;
    for (let row = 0; row < this.used * stride; row += stride) yield row;
  }

  /**
   * Reads the rows whose numbers stand in a stretch of a list, all at once, so that they are in the cache when they are
   * needed one by one.
   */
  fetch(rows: Int32Array, from: number, count: number): void {
    const { integersOf: integers, stride } = this;
    const last = stride - 1;
    let sum = 0;
    // Four lines in one go, without a loop over them: as many reads as possible are then under way at once.
    for (let at = 0; at < stride; at += 4 * LINE) {
      const second = Math.min(at + LINE, last);
      const third = Math.min(at + 2 * LINE, last);
      const fourth = Math.min(at + 3 * LINE, last);
      for (let n = from; n < from + count; n++) {
        const row = rows[n];
        sum ^= integers[row + at] ^ integers[row + second] ^ integers[row + third] ^ integers[row + fourth];
      }
    }
    this.readAhead = sum;
  }

  /** For a table that keeps its columns at hand: they have moved. */
  protected moved(): void {}

  /** Room for so many integers in every row; returns where it begins, in bytes. */
  private claim(integers: number): number {
    if (this.room > 0) throw new Error("a column is declared before the first row is taken");
    const at = this.stride * UNIT;
    this.stride += integers;
    return at;
  }

  private declare<T extends Column>(column: T): T {
    this.columns.push(column);
    return column;
  }

  private grow(): void {
    if (this.room === 0) this.stride += this.stride & 1;
    this.room = this.room === 0 ? this.initial : 2 * this.room;
    const memory = new ArrayBuffer(this.room * this.stride * UNIT);
    new Int32Array(memory).set(this.integersOf);
    this.integersOf = new Int32Array(memory);
    for (const column of this.columns) column.view(memory);
    this.moved();
    // There is none to keep: the table grows when all are taken.
    this.free = new Int32Array(this.room);
  }
}
