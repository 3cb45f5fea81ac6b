// The event list of the compiled core: whatever is asked of it, events come in the order of (time, rank), and all of them.
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { compile } from "../scripts/core.mjs";
import { EventHeap } from "../src/engine/kernel/heap.ts";

interface List {
  push(time: number, rank: number, number: number): void;
  headTime(): number;
  take(): number;
}

const SEED = 20_261_126;
let program: WebAssembly.Module;

beforeAll(async () => {
  program = new WebAssembly.Module(Uint8Array.from(await compile("proof/core/event-list.ts")));
});

function emptyList(): List {
  // What the core asks of the engine: nothing, when only its list is at work.
  const host = Object.fromEntries(WebAssembly.Module.imports(program).map(({ name }) => [name, () => 0]));
  return new WebAssembly.Instance(program, { host }).exports as unknown as List;
}

/** The list beside a heap that is known to be right. */
class Both {
  private readonly list = emptyList();
  private readonly heap = new EventHeap();
  private rank = 0;
  now = 0;

  /** An event so many seconds from now. */
  add(delay: number): void {
    this.list.push(this.now + delay, this.rank, this.rank);
    this.heap.push(this.now + delay, this.rank, this.rank);
    this.rank++;
  }

  /** The earliest event fires: the same one in both. */
  fire(): void {
    const time = this.heap.headTime();
    if (this.list.headTime() !== time) throw new Error(`${this.list.headTime()} is not the next instant, but ${time}`);
    const number = this.heap.pop();
    const taken = this.list.take();
    if (taken !== number) throw new Error(`event ${taken} came at ${time} instead of ${number}`);
    this.now = time;
  }

  fireAll(): void {
    while (this.heap.size > 0) this.fire();
    expect(this.list.headTime()).toBe(Infinity);
  }
}

/** Uniform numbers in (0, 1), always the same. */
function luck(): () => number {
  let state = SEED;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    return ((state >>> 0) + 0.5) / 4_294_967_296;
  };
}

type Law = (uniform: () => number) => number;
const LAWS: Readonly<Record<string, Law>> = {
  exponential: (uniform) => -Math.log(uniform()),
  constant: () => 1,
  "in bursts": (uniform) => Math.ceil(uniform() * 4) / 4,
  "of nearly nothing": (uniform) => uniform() * 1e-9,
  "of very different sizes": (uniform) => 10 ** (12 * uniform() - 6),
  "some far ahead": (uniform) => uniform() ** (-2 / 3),
  "together, with nothing for long between": (uniform) => 7 * Math.ceil(3 * uniform()) + 1e-3 * uniform(),
};

describe("the event list of the core", () => {
  describe.each(Object.entries(LAWS))("with delays that are %s", (_, law) => {
    it.each([1, 30, 3000, 60_000])("keeps %d events in order", (pending) => {
      const uniform = luck();
      const both = new Both();
      for (let i = 0; i < pending; i++) both.add(law(uniform));
      for (let i = 0; i < 2 * pending + 20_000; i++) {
        both.fire();
        both.add(law(uniform));
      }
      both.fireAll();
    });
  });

  it.each([5000, 50_000])("keeps %d in order when the density changes by orders of magnitude, and back", (events) => {
    const uniform = luck();
    const both = new Both();
    for (const scale of [1, 1e-5, 1e4, 1e-3, 1]) {
      for (let i = 0; i < events; i++) both.add(scale * uniform());
      for (let i = 0; i < 4 * events; i++) {
        both.fire();
        both.add(scale * uniform());
      }
      for (let i = 0; i < 0.8 * events; i++) both.fire();
    }
    both.fireAll();
  });

  it("keeps them in order whatever comes, several at one instant and none for long", () => {
    const step = fc.oneof(
      fc.constantFrom(0, 0, 1e-12, 0.5, 1, 1e6).map((delay) => ({ delay })),
      fc.double({ min: 0, max: 10, noNaN: true }).map((delay) => ({ delay })),
      fc.constant({ delay: null }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 300 }), (steps) => {
        const both = new Both();
        let pending = 0;
        for (const { delay } of steps) {
          if (delay !== null) {
            both.add(delay);
            pending++;
          } else if (pending > 0) {
            both.fire();
            pending--;
          }
        }
        both.fireAll();
      }),
      { numRuns: 300, seed: SEED },
    );
  });
});
