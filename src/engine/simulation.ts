import {
  canonicalJson,
  type Example,
  type Frames,
  judge,
  type RunProgress,
  type RunResult,
  type Scenario,
  type ShownFigure,
  type Story,
  VIOLATIONS,
  type ViolationKey,
} from "../model/index.ts";
import { checkoutOf } from "./express/checkout.ts";
import { Core } from "./express/core.ts";
import { Express } from "./express/express.ts";
import { orderCalled, orderName, SOURCES_MAX } from "./kernel/orders.ts";
import { Digest } from "./measure/digest.ts";
import { LatencyMeter, WindowedHistogram } from "./measure/latency.ts";
import { Recorder } from "./measure/recorder.ts";
import type { Sighting } from "./measure/sighting.ts";
import { FIRST_INTERVAL } from "./measure/timeline.ts";
import { Stories } from "./measure/trace.ts";
import { planFaults } from "./parts/faults.ts";
import { Idle, reachedIds } from "./parts/idle.ts";
import { partOf } from "./parts/index.ts";
import { Shoppers } from "./parts/shoppers.ts";
import { World } from "./parts/world.ts";
import { ENGINE_VERSION } from "./version.ts";

/** What a run cannot know of itself: how long it took and what it needed. Left out of the digest. */
export interface RunConditions {
  readonly wallSeconds: number;
  readonly peakMemoryBytes: number | null;
}

/** What is to be watched beyond the figures. None of it changes the run. */
export interface Watch {
  /** Orders whose stories are written down: by name, or by a test of their numbers. */
  readonly follow?: ReadonlySet<string> | ((number: number) => boolean);
  /** Whether the express lane may be taken where it can be: by default. */
  readonly express?: boolean;
}

/** One run of one scenario, advanced in slices, so that whoever drives it can pause, cancel or look at any moment. */
export class Simulation {
  private readonly world: World;
  private readonly sources: Shoppers[] = [];
  private readonly recorder: Recorder;
  /** Runs the world in place of its parts; null where only they can. */
  private readonly express: Express | null;
  private readonly warmUp: number;
  private warm: boolean;
  private ended: RunResult["run"]["ended"] | null = null;

  /** @param scenario as read by `parseDocument`, with wiring that `checkWiring` finds no error in */
  constructor(
    private readonly scenario: Scenario,
    { follow, express = true }: Watch = {},
  ) {
    const { warmUp } = scenario.run;
    this.warmUp = warmUp;
    this.warm = warmUp === 0;
    const acceptance = measured(warmUp);
    const completion = measured(warmUp);
    this.world = new World(scenario, {
      acceptance: acceptance.meter,
      completion: completion.meter,
      refusal: new LatencyMeter(warmUp, null),
    });
    const { world } = this;
    if (follow !== undefined) {
      world.stories = new Stories(scenario, testOf(follow));
      world.ledger.witness = world.stories;
    }
    const reached = reachedIds(scenario.architecture);
    scenario.architecture.components.forEach((component, index) => {
      world.add(reached.has(component.id) ? partOf(world, index, component) : new Idle());
    });
    for (const part of world.parts) if (part instanceof Shoppers) this.sources.push(part);
    if (this.sources.length > SOURCES_MAX) throw new RangeError(`at most ${SOURCES_MAX} sources of orders`);
    planFaults(world);
    // Stories are told by the parts.
    const checkout = express && follow === undefined ? checkoutOf(scenario) : null;
    this.express = checkout === null || !Core.isThere ? null : new Express(world, checkout, completion, acceptance);
    this.recorder = new Recorder(world, acceptance.windows, completion.windows, this.express?.figures ?? null);
  }

  /**
   * Fires at most `maxEvents` events.
   * @returns true when the run has ended
   */
  advance(maxEvents: number): boolean {
    const isOver = this.ended !== null || this.go(maxEvents);
    this.express?.figures.tell();
    return isOver;
  }

  private go(maxEvents: number): boolean {
    const { scheduler, horizon, agenda } = this.world;
    const { timeline } = this.recorder;
    const { express } = this;
    const driver = express ?? scheduler;
    const last = scheduler.events + maxEvents;
    let source = this.nextSource();
    while (scheduler.events < last) {
      // The express lane lets the shoppers in by itself, and takes the samples.
      const arrival = express === null ? source.nextTime : Infinity;
      const sample = express === null ? timeline.due : Infinity;
      const due = this.warm ? sample : Math.min(sample, this.warmUp);
      const planned = agenda.nextTime;
      const until = Math.min(arrival, due, horizon, planned);
      if (!driver.run(until, last)) return false;
      // An event has planned something before `until`: that comes first.
      if (agenda.nextTime < planned) continue;
      if (arrival === Infinity && driver.nextTime() === Infinity && this.isDone()) {
        this.finish(true);
        return true;
      }
      if (planned <= until) {
        scheduler.now = planned;
        agenda.doNext();
      } else if (arrival <= until) {
        scheduler.now = arrival;
        scheduler.events++;
        source.click();
        if (this.sources.length > 1) source = this.nextSource();
      } else if (due <= until) {
        this.mark();
      } else {
        this.finish(false);
        return true;
      }
    }
    return false;
  }

  /** Whether the run takes the express lane; see {@link Watch}. */
  get isExpress(): boolean {
    return this.express !== null;
  }

  /** How far the run is; cheap, at any moment. */
  progress(): RunProgress {
    const { ledger, scheduler, backlog } = this.world;
    return {
      simulatedSeconds: scheduler.now,
      arrived: ledger.arrived,
      finished: ledger.rejected + ledger.completed + ledger.failed + ledger.stuck + ledger.lost,
      events: scheduler.events,
      backlog: backlog.level,
    };
  }

  /** The result; only after {@link advance} has returned true. */
  result(conditions: RunConditions): RunResult {
    if (this.ended === null) throw new Error("the run has not ended");
    this.express?.meters.tell();
    const { world, scenario } = this;
    const { ledger, meters, scheduler } = world;
    const now = scheduler.now;
    const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
    const components: Record<string, RunResult["components"][string]> = {};
    scenario.architecture.components.forEach((component, index) => {
      components[component.id] = { kind: component.kind, ...world.part(index).figures(now) };
    });
    const violations = {} as Record<ViolationKey, number>;
    const examples: Partial<Record<ViolationKey, Example>> = {};
    for (const key of Object.keys(VIOLATIONS) as ViolationKey[]) {
      const { count, firstOrder, firstTime } = ledger.breaches[key];
      violations[key] = count;
      if (count > 0) examples[key] = { order: orderName(firstOrder), time: firstTime };
    }
    const measured = {
      orders: {
        arrived: ledger.arrived,
        accepted: ledger.accepted,
        rejected: ledger.rejected,
        completed: ledger.completed,
        failed: ledger.failed,
        stuck: ledger.stuck,
        lost: ledger.lost,
        inFlight: ledger.inFlight,
      },
      backlog: world.backlog.result(),
      latency: {
        acceptance: meters.acceptance.summary(),
        completion: meters.completion.summary(),
        refusal: meters.refusal.summary(),
      },
      ledger: {
        units: {
          stock: sum(ledger.stock),
          available: sum(ledger.available),
          held: sum(ledger.held),
          sold: sum(ledger.sold),
        },
        money: { captured: ledger.captured, refunded: ledger.refunded, completedValue: ledger.completedValue },
        violations,
      },
      failures: Object.fromEntries(this.reasons().map(([reason, { count }]) => [reason, count])),
      components,
      ...(world.status !== null && { status: world.status.result(now) }),
    };
    const result = {
      scenario: { name: scenario.name, digest: digestOf(canonicalJson(scenario)) },
      run: {
        seed: scenario.run.seed,
        ended: this.ended,
        events: scheduler.events,
        simulatedSeconds: now,
        ...conditions,
        digest: this.digest(measured),
        engineVersion: ENGINE_VERSION,
      },
      ...measured,
      // Not in the digest by themselves: the events they are found in are.
      orders: { ...measured.orders, submitted: ledger.submitted },
      availability: {
        ...world.submissions,
        ratio: ledger.submitted === 0 ? null : world.submissions.answered / ledger.submitted,
      },
      examples,
      shownBy: this.shownBy(),
      undriven: this.world.undriven.result(),
    };
    return { ...result, goals: scenario.goals.map((goal) => judge(goal, result)) };
  }

  /**
   * Does a part of what {@link frames} has to do: reads at most so many samples. Returns whether all are read.
   */
  develop(most: number): boolean {
    return this.recorder.timeline.develop(most);
  }

  /** The run sampled over time, up to now. */
  frames(): Frames {
    this.express?.meters.tellWindows();
    return this.recorder.frames();
  }

  /** The stories so far of the orders that are followed, by source and arrival. */
  stories(): readonly Story[] {
    return this.world.stories?.told() ?? [];
  }

  /** What the books say is wrong with themselves: empty unless the engine has an error. */
  audit(): string[] {
    const { ledger, scheduler } = this.world;
    const wrong = ledger.audit();
    const area = ledger.inSystem.total(scheduler.now);
    const empty = this.ended !== null && ledger.inFlight === 0 && ledger.stuck === 0;
    if (empty && Math.abs(area - ledger.sojourns) > 1e-9 * Math.max(1, area)) wrong.push("Little's law does not hold");
    return wrong;
  }

  private reasons() {
    return [...this.world.failures].sort(([a], [b]) => (a < b ? -1 : 1));
  }

  /** For each figure that a single order can show, one that does. */
  private shownBy(): RunResult["shownBy"] {
    const { ledger, meters, status, undriven } = this.world;
    const sightings: [ShownFigure, Sighting | null][] = [
      ...this.reasons().map(([reason, { first }]): [ShownFigure, Sighting] => [`failures.${reason}`, first]),
      ["orders.rejected", ledger.firsts.rejected],
      ["orders.failed", ledger.firsts.failed],
      ["orders.stuck", ledger.firsts.stuck],
      ["orders.inFlight", this.oldestInFlight()],
      ["latency.acceptance.max", meters.acceptance.slowest()],
      ["latency.completion.max", meters.completion.slowest()],
      ["latency.refusal.max", meters.refusal.slowest()],
      ["status.staleness.max", status?.staleness.slowest() ?? null],
      ["undriven.longest", undriven.worst()],
      ["ledger.money.refunded", ledger.firsts.refunded],
    ];
    return Object.fromEntries(
      sightings.flatMap(([figure, sighting]) =>
        sighting === null ? [] : [[figure, { order: orderName(sighting.order), time: sighting.time }]],
      ),
    );
  }

  /** Of the orders in flight at the end of the run, the one clicked first. */
  private oldestInFlight(): Sighting | null {
    const { world } = this;
    if (world.ledger.inFlight === 0) return null;
    let oldest = -1;
    let since = Infinity;
    const visit = (number: number, click: number) => {
      if (number < 0 || click > since || (click === since && number > oldest)) return;
      oldest = number;
      since = click;
    };
    if (this.express === null) world.eachInFlight(visit);
    else oldest = this.express.oldestInFlight();
    return oldest < 0 ? null : { order: oldest, time: world.now };
  }

  private nextSource(): Shoppers {
    let first = this.sources[0] as Shoppers;
    for (const source of this.sources) if (source.nextTime < first.nextTime) first = source;
    return first;
  }

  /** With nothing pending: whether what is planned can change nothing any more. */
  private isDone(): boolean {
    const { agenda, ledger, orders } = this.world;
    this.express?.figures.tell();
    return !agenda.matters || (ledger.inFlight === 0 && ledger.duplicatesInFlight === 0 && orders.live === 0);
  }

  /** The clock has reached a sample, or the end of the warm-up. */
  private mark(): void {
    const { timeline } = this.recorder;
    if (!this.warm && this.warmUp <= timeline.due) {
      this.warm = true;
      timeline.develop();
      this.express?.figures.tell();
      for (const part of this.world.parts) part.restart(this.warmUp);
      this.express?.figures.load();
    } else {
      timeline.sample();
    }
  }

  /** @param idle whether nothing is left to happen, rather than the horizon reached */
  private finish(idle: boolean): void {
    const { world } = this;
    const { until, limit } = this.scenario.run;
    if (until === "drained") this.ended = idle ? "drained" : "limit";
    else this.ended = until <= limit ? "horizon" : "limit";
    if (!idle || until !== "drained") world.scheduler.now = world.horizon;
    else {
      world.settle();
      this.express?.settle();
    }
    world.undriven.close(world.now);
    this.recorder.close(world.now);
  }

  private digest(measured: unknown): string {
    const { digest } = this.world;
    const end = digest.copy();
    // A component that was never called changes nothing, so it must not show in the digest either.
    const { components, ...rest } = measured as {
      components: Record<string, { completed: number; peakQueue: number }>;
    };
    const used = Object.entries(components).filter(([, figures]) => figures.completed > 0 || figures.peakQueue > 0);
    end.text(canonicalJson({ ...rest, components: Object.fromEntries(used) }));
    return end.hex();
  }
}

function measured(warmUp: number) {
  const windows = new WindowedHistogram(FIRST_INTERVAL);
  return { windows, meter: new LatencyMeter(warmUp, windows) };
}

function testOf(follow: NonNullable<Watch["follow"]>): (number: number) => boolean {
  if (typeof follow === "function") return follow;
  const numbers = new Set([...follow].map(orderCalled));
  return (number) => numbers.has(number);
}

function digestOf(text: string): string {
  const digest = new Digest();
  digest.text(text);
  return digest.hex();
}
