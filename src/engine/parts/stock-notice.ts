/** What an inventory makes known of its stock as a whole, for those who must not promise what is gone. */
export class StockNotice {
  private held = 0;
  private soldOut: boolean;
  private readonly listeners: ((soldOut: boolean) => void)[] = [];

  /** @param available units of all items at the start */
  constructor(private available: number) {
    this.soldOut = available === 0;
  }

  /** Units of an order were taken, given back, sold: what that changes of those available, and of those held. */
  change(available: number, held: number): void {
    this.available += available;
    this.held += held;
    // While units are held, their orders may yet fail and give them back.
    const soldOut = this.available <= 0 && this.held <= 0;
    if (soldOut === this.soldOut) return;
    this.soldOut = soldOut;
    for (const listener of this.listeners) listener(soldOut);
  }

  /** From now on `listener` is told when the last unit is sold, and when one comes back; at once, if there was none at all. */
  listen(listener: (soldOut: boolean) => void): void {
    this.listeners.push(listener);
    if (this.soldOut) listener(true);
  }
}
