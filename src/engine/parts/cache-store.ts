/**
 * What a cache holds: keys, each valid until an instant. When it is full, a new key pushes out the one that was not read
 * for longest.
 */
export class CacheStore {
  /** Until when each key is valid, in seconds; -Infinity of keys that are not held. */
  private readonly until: Float64Array;
  /** Neighbours in the order of use; the place behind the last key is both ends. */
  private readonly newer: Int32Array;
  private readonly older: Int32Array;
  private readonly end: number;
  private readonly capacity: number;
  private readonly ttl: number;
  private size = 0;

  /** @param keys numbered from 0 @param capacity null = unlimited @param ttl in seconds; null = for ever */
  constructor(keys: number, capacity: number | null, ttl: number | null) {
    this.until = new Float64Array(keys).fill(-Infinity);
    this.newer = new Int32Array(keys + 1);
    this.older = new Int32Array(keys + 1);
    this.end = keys;
    this.newer[keys] = keys;
    this.older[keys] = keys;
    this.capacity = Math.min(keys, capacity ?? Infinity);
    this.ttl = ttl ?? Infinity;
  }

  /** Reads a key; false when it is not held, or not valid any more. An entry is valid on [stored, stored + TTL). */
  read(key: number, now: number): boolean {
    if ((this.until[key] as number) <= now) return false;
    this.unlink(key);
    this.link(key);
    return true;
  }

  /** Stores a key that was read elsewhere. */
  store(key: number, now: number): void {
    if (this.until[key] !== -Infinity) {
      this.unlink(key);
    } else {
      if (this.size === this.capacity) this.drop(this.newer[this.end] as number);
      this.size++;
    }
    this.until[key] = now + this.ttl;
    this.link(key);
  }

  /** Forgets a key, if it is held. */
  drop(key: number): void {
    if (this.until[key] === -Infinity) return;
    this.unlink(key);
    this.until[key] = -Infinity;
    this.size--;
  }

  clear(): void {
    while (this.size > 0) this.drop(this.newer[this.end] as number);
  }

  /** Fills it with the first keys, the first one as if it were read last. */
  fill(now: number): void {
    for (let key = this.capacity - 1; key >= 0; key--) this.store(key, now);
  }

  private link(key: number): void {
    const newest = this.older[this.end] as number;
    this.older[key] = newest;
    this.newer[key] = this.end;
    this.newer[newest] = key;
    this.older[this.end] = key;
  }

  private unlink(key: number): void {
    const newer = this.newer[key] as number;
    const older = this.older[key] as number;
    this.older[newer] = older;
    this.newer[older] = newer;
  }
}
