/** An event that came while its driver stood still. */
export interface Kept {
  readonly call: number;
  /** Number of the event; -1 for the answer of a service. */
  readonly event: number;
  /** The call's generation then: if it has moved on, the event is void. */
  readonly generation: number;
}

interface Pause {
  readonly since: number;
  readonly kept: Kept[];
  /** Rows of drivers that have lost their orders to others. */
  readonly replaced: number[];
  /** Faults that hold the instance still; it goes on when the last of them is over. */
  faults: number;
}

/** Instances that stand still: what has come for them in the meantime, and which of their orders others have taken over. */
export class Standstill {
  private readonly pauses = new Map<number, Pause>();

  constructor(private readonly calls: { readonly generation: Int32Array }) {}

  has(instance: number): boolean {
    return this.pauses.has(instance);
  }

  /** Since when the instance stands still, in seconds. */
  since(instance: number): number {
    return this.pauses.get(instance)?.since ?? Infinity;
  }

  /** A fault begins; returns whether the instance stops for it, false when it stood still already. */
  begin(instance: number, now: number): boolean {
    const pause = this.pauses.get(instance);
    if (pause === undefined) this.pauses.set(instance, { since: now, kept: [], replaced: [], faults: 1 });
    else pause.faults++;
    return pause === undefined;
  }

  keep(instance: number, call: number, event: number): void {
    this.pauses.get(instance)?.kept.push({ call, event, generation: this.calls.generation[call] as number });
  }

  /** The instance dies while it stands still: returns what had come for it, which it will not find any more. */
  drain(instance: number): readonly Kept[] {
    const pause = this.pauses.get(instance);
    pause?.replaced.splice(0);
    return pause?.kept.splice(0) ?? [];
  }

  replaced(instance: number, row: number): void {
    this.pauses.get(instance)?.replaced.push(row);
  }

  /** A fault is over; returns what the instance finds when it goes on, null when another fault holds it still. */
  end(instance: number): Pick<Pause, "kept" | "replaced"> | null {
    const pause = this.pauses.get(instance);
    if (pause === undefined || --pause.faults > 0) return null;
    this.pauses.delete(instance);
    return pause;
  }

  /** A replaced driver has come to its end. */
  forget(instance: number, row: number): void {
    const rows = this.pauses.get(instance)?.replaced;
    if (rows?.includes(row)) rows.splice(rows.indexOf(row), 1);
  }
}
