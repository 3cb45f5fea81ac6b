/** Calls that wait, first in, first out. A call is in one line at a time, so the table's own `next` links them. */
export class WaitingLine {
  private head = -1;
  private tail = -1;

  constructor(private readonly calls: { readonly next: Int32Array }) {}

  get isEmpty(): boolean {
    return this.head < 0;
  }

  push(call: number): void {
    const { next } = this.calls;
    next[call] = -1;
    if (this.tail < 0) this.head = call;
    else next[this.tail] = call;
    this.tail = call;
  }

  /** Takes the first one out; undefined behaviour when empty. */
  shift(): number {
    const call = this.head;
    this.head = this.calls.next[call] as number;
    if (this.head < 0) this.tail = -1;
    return call;
  }

  /** Takes one out wherever it is; false when it does not wait here. */
  remove(call: number): boolean {
    const { next } = this.calls;
    let before = -1;
    for (let at = this.head; at >= 0; before = at, at = next[at] as number) {
      if (at !== call) continue;
      if (before < 0) this.head = next[at] as number;
      else next[before] = next[at] as number;
      if (this.tail === at) this.tail = before;
      return true;
    }
    return false;
  }
}
