/** Messages in one piece of memory. */
const PIECE = 1 << 12;

class Piece {
  readonly numbers = new Int32Array(PIECE);
  readonly clicks = new Float64Array(PIECE);
  /** Rows of orders that are active while they wait, -1 for others; allocated when there is the first such order. */
  rows: Int32Array | null = null;
}

/**
 * A FIFO of messages as plain numbers (order number, click time): 12 bytes a message, so millions may wait. It grows and
 * shrinks by pieces, so that nothing is ever moved and no more memory is held than what waits needs.
 */
export class Messages {
  size = 0;
  private readonly pieces: Piece[] = [new Piece()];
  private first = this.pieces[0];
  private last = this.first;
  /** Places of the oldest message in the first piece, and after the newest one in the last. */
  private head = 0;
  private tail = 0;
  /** An emptied piece: the next one that is needed. */
  private spare: Piece | null = null;

  /** @param row the order's row where it is active already, else -1 */
  push(number: number, click: number, row: number): void {
    if (this.tail === PIECE) this.append();
    const { last, tail } = this;
    last.numbers[tail] = number;
    last.clicks[tail] = click;
    if (row >= 0 || last.rows !== null) setRow(last, tail, row);
    this.tail = tail + 1;
    this.size++;
  }

  /** Puts a message before all others. */
  unshift(number: number, click: number, row: number): void {
    if (this.head === 0) {
      this.first = this.spare ?? new Piece();
      this.spare = null;
      this.pieces.unshift(this.first);
      this.head = PIECE;
    }
    const { first } = this;
    const at = --this.head;
    first.numbers[at] = number;
    first.clicks[at] = click;
    if (row >= 0 || first.rows !== null) setRow(first, at, row);
    this.size++;
  }

  /** Order number of the oldest message; undefined behaviour when empty. */
  headNumber(): number {
    return this.first.numbers[this.head];
  }

  /** Click time of the oldest message, in seconds; undefined behaviour when empty. */
  headClick(): number {
    return this.first.clicks[this.head];
  }

  /** Row of the oldest message, -1 when its order has none; undefined behaviour when empty. */
  headRow(): number {
    const { rows } = this.first;
    return rows === null ? -1 : rows[this.head];
  }

  /** Drops the oldest message. */
  shift(): void {
    this.size--;
    this.head++;
    if (this.head === PIECE) this.dropFirst();
  }

  /** Every message, the oldest first. */
  each(visit: (number: number, click: number, row: number) => void): void {
    this.pieces.forEach((piece, index) => {
      const end = index === this.pieces.length - 1 ? this.tail : PIECE;
      for (let at = index === 0 ? this.head : 0; at < end; at++) {
        visit(piece.numbers[at], piece.clicks[at], piece.rows === null ? -1 : piece.rows[at]);
      }
    });
  }

  private append(): void {
    this.last = this.spare ?? new Piece();
    this.spare = null;
    this.pieces.push(this.last);
    this.tail = 0;
  }

  private dropFirst(): void {
    this.head = 0;
    if (this.pieces.length === 1) {
      this.tail = 0;
      return;
    }
    this.spare = this.first;
    this.pieces.shift();
    this.first = this.pieces[0];
  }
}

function setRow(piece: Piece, at: number, row: number): void {
  piece.rows ??= new Int32Array(PIECE).fill(-1);
  piece.rows[at] = row;
}
