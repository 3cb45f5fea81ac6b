/** Rows of equal length in one stretch of memory that grows, seen as doubles and as 32-bit integers. */
export class Rows {
  doubles: Float64Array;
  /** The same memory as integers. */
  ints: Int32Array;

  /** @param bits a row has 2^bits doubles, and twice as many integers @param count rows at first */
  constructor(
    private readonly bits: number,
    count: number,
  ) {
    this.doubles = new Float64Array(count << bits);
    this.ints = new Int32Array(this.doubles.buffer);
  }

  /** Makes room for the row with this number, at least twice as much as there was. Read the arrays afresh afterwards. */
  grow(row: number): void {
    const doubles = new Float64Array(Math.max((row + 1) << this.bits, this.doubles.length * 2));
    doubles.set(this.doubles);
    this.doubles = doubles;
    this.ints = new Int32Array(doubles.buffer);
  }
}
