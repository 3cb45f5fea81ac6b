/** An order at which something could be seen: its number, and when, in seconds. */
export interface Sighting {
  readonly order: number;
  readonly time: number;
}
