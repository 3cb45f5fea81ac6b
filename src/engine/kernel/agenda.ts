interface Entry {
  readonly time: number;
  readonly sequence: number;
  readonly act: () => void;
  readonly matters: (() => boolean) | null;
}

/** What happens by script or by the clock rather than to an order: faults and periodic jobs. Few entries, kept in order. */
export class Agenda {
  private readonly entries: Entry[] = [];
  private sequence = 0;

  /** @param planned is told of each new entry's time, so that no later event overtakes it */
  constructor(private readonly planned: (time: number) => void) {}

  /** Instant of the next entry, Infinity when there is none. */
  get nextTime(): number {
    return this.entries[0]?.time ?? Infinity;
  }

  /** Whether anything is planned that can still change something. */
  get matters(): boolean {
    return this.entries.some(({ matters }) => matters === null || matters());
  }

  /**
   * Plans `act` at `time` (seconds); entries of one instant happen in the order they were planned.
   * @param matters of what comes again and again: whether it could change anything if nothing else happened before it
   */
  at(time: number, act: () => void, matters: (() => boolean) | null = null): void {
    const entry = { time, sequence: this.sequence++, act, matters };
    const later = this.entries.findIndex((other) => other.time > time);
    if (later < 0) this.entries.push(entry);
    else this.entries.splice(later, 0, entry);
    this.planned(time);
  }

  /** Does what comes next; there must be something. */
  doNext(): void {
    this.entries.shift()?.act();
  }
}
