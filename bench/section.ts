/** What a part of the bench gives to the page. */

/** Something the engine is held to. */
export interface Target {
  readonly name: string;
  readonly measured: string;
  readonly limit: string;
  readonly met: boolean;
}

export interface Findings {
  readonly text: string;
  readonly targets: readonly Target[];
}

export interface Section {
  /** What it is called on the command line. */
  readonly name: string;
  readonly title: string;
  readonly measure: () => Promise<Findings>;
}

export function atMost(name: string, measured: number, limit: number, format: (value: number) => string): Target {
  return { name, measured: format(measured), limit: `at most ${format(limit)}`, met: measured <= limit };
}

export function atLeast(name: string, measured: number, limit: number, format: (value: number) => string): Target {
  return { name, measured: format(measured), limit: `at least ${format(limit)}`, met: measured >= limit };
}
