/** What a command touches of the world around it, besides the files it is told to read and write. */
export interface Io {
  /** Resolves when the text is handed over; when nobody reads any more, it is dropped. */
  readonly print: (text: string) => Promise<void>;
  /** One line to the error output. */
  readonly complain: (line: string) => void;
  /** Replaces the line of progress; absent when nobody watches. */
  readonly showProgress?: (line: string) => void;
  readonly stdin: AsyncIterable<Uint8Array>;
  /** The folder that relative paths start from. */
  readonly folder: string;
  /** Aborted when the person interrupts. */
  readonly interrupted: AbortSignal;
}

/** What a process tells whoever called it. */
export const EXIT = { done: 0, unmet: 1, refused: 2, broken: 70, interrupted: 130 } as const;

/** Thrown for bad input: one line a problem. */
export class Refusal extends Error {
  constructor(readonly lines: readonly string[]) {
    super(lines.join("\n"));
  }
}

/** Thrown when the person interrupts. */
export class Interruption extends Error {}
