import { BINARY } from "./binary.ts";

/** What WebAssembly is to the core: declared here, since the engine is compiled for no browser and no Node. */
interface Memory {
  readonly buffer: ArrayBuffer;
}
declare const WebAssembly:
  | undefined
  | {
      readonly Module: new (bytes: Uint8Array) => object;
      readonly Instance: new (module: object, imports: { host: Host }) => { readonly exports: unknown };
    };

/** What the core asks the engine for; see core/host.ts. */
export interface Host {
  clicks(source: number): void;
  luck(source: number, order: number): number;
  draw(task: number, number: number): number;
  admits(now: number): boolean;
  first(what: number, number: number, now: number): void;
}

/** What the core offers; see core/index.ts. What is called `At` says where something stands, in bytes. */
interface Exports {
  readonly memory: Memory;
  run(until: number, last: number): number;
  nextTime(): number;
  oldest(): number;
  settle(token: number): void;
  live(): number;
  readonly found: { readonly value: number };
  edgesAt(): number;
  innerAt(): number;
  heightsAt(): number;
  figuresAt(): number;
  levelsAt(): number;
  settingsAt(): number;
  prepare(steps: number): void;
  taskAt(task: number): number;
  stepAt(step: number): number;
  wayAt(way: number): number;
  wayBetween(from: number, to: number): number;
  wayTo(step: number): number;
  wayToEnd(from: number): number;
  addSource(units: number, value: number, stages: number): void;
  openSources(): void;
  sourceAt(rank: number): number;
  newStation(servers: number, room: number): number;
  beginTimeline(interval: number, samples: number, figures: number): void;
  timelineAt(): number;
  sample(): void;
  metersAt(): number;
  failuresAt(): number;
}

/** Compiled once for all runs; null where the machine compiles none, by policy or for want of it; undefined before. */
let program: object | null | undefined;

function compiled(): object | null {
  if (program === undefined) program = compile();
  return program;
}

function compile(): object | null {
  try {
    return typeof WebAssembly === "undefined" ? null : new WebAssembly.Module(bytesOf(BINARY));
  } catch {
    return null;
  }
}

/** The core of one run, and its memory as the engine sees it. */
export class Core {
  readonly exports: Exports;
  private seen: ArrayBuffer | null = null;
  private asDoubles = new Float64Array(0);
  private asInts = new Int32Array(0);
  private asCounters = new Uint32Array(0);

  /** Only where {@link isThere}. */
  constructor(host: Host) {
    const program = compiled();
    if (typeof WebAssembly === "undefined" || program === null) throw new Error("WebAssembly cannot be compiled here");
    this.exports = new WebAssembly.Instance(program, { host }).exports as Exports;
  }

  /** Whether this machine can run one. */
  static get isThere(): boolean {
    return compiled() !== null;
  }

  /** The whole memory as doubles. Ask afresh after anything that may have made it longer. */
  get doubles(): Float64Array {
    this.look();
    return this.asDoubles;
  }

  /** The same memory as 32-bit integers. */
  get ints(): Int32Array {
    this.look();
    return this.asInts;
  }

  /** And as such without a sign. */
  get counters(): Uint32Array {
    this.look();
    return this.asCounters;
  }

  private look(): void {
    const { buffer } = this.exports.memory;
    if (buffer === this.seen) return;
    this.seen = buffer;
    this.asDoubles = new Float64Array(buffer);
    this.asInts = new Int32Array(buffer);
    this.asCounters = new Uint32Array(buffer);
  }
}

const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** Reads base64 without padding. */
function bytesOf(text: string): Uint8Array {
  const bytes = new Uint8Array((text.length * 3) >> 2);
  let bits = 0;
  let length = 0;
  for (let i = 0; i < text.length; i++) {
    bits = (bits << 6) | DIGITS.indexOf(text[i]);
    if (i % 4 > 0) bytes[length++] = bits >> (6 - 2 * (i % 4));
  }
  return bytes;
}
