import type { ComponentSeriesName, Frames, SeriesName } from "../../model/index.ts";
import type { World } from "../parts/world.ts";
import type { WindowedHistogram } from "./latency.ts";
import { type Gauge, LateTimeline, PromptTimeline, type Snapshots, type Timeline } from "./timeline.ts";

const PERCENTILES = { P50: 0.5, P95: 0.95, P99: 0.99 } as const;

/** Decides what of a run is sampled over time, and hands it out as frames. */
export class Recorder {
  readonly timeline: Timeline;
  private readonly series: (readonly [SeriesName, number])[] = [];
  private readonly components: (readonly [string, (readonly [ComponentSeriesName, number])[]])[] = [];

  constructor(
    world: World,
    private readonly acceptance: WindowedHistogram,
    private readonly completion: WindowedHistogram,
    snapshots: Snapshots | null,
  ) {
    const timeline = snapshots === null ? this.promptly() : new LateTimeline(snapshots);
    this.timeline = timeline;
    const { ledger } = world;
    const total = (values: readonly number[]) => {
      let sum = 0;
      for (let i = 0; i < values.length; i++) sum += values[i] as number;
      return sum;
    };
    const gauges: [SeriesName, Gauge][] = [
      ["arrived", () => ledger.arrived],
      ["submitted", () => ledger.submitted],
      ["accepted", () => ledger.accepted],
      ["rejected", () => ledger.rejected],
      ["completed", () => ledger.completed],
      ["failed", () => ledger.failed],
      ["stuck", () => ledger.stuck],
      ["lost", () => ledger.lost],
      ["inFlight", () => ledger.inFlight],
      ["backlog", () => world.backlog.level],
      ["unitsAvailable", () => total(ledger.available)],
      ["unitsHeld", () => total(ledger.held)],
      ["unitsSold", () => total(ledger.sold)],
      ["moneyCaptured", () => ledger.captured],
      ["moneyRefunded", () => ledger.refunded],
      ["completedValue", () => ledger.completedValue],
      ["violations", () => ledger.violations],
    ];
    for (const [name, gauge] of gauges) this.series.push([name, timeline.add(gauge)]);
    world.scenario.architecture.components.forEach(({ id }, index) => {
      const { gauges: of } = world.part(index);
      this.components.push([
        id,
        [
          ["queue", timeline.add(() => of.queue())],
          ["busy", timeline.add(() => of.busy())],
          ["servers", timeline.add(() => of.servers())],
          ["completed", timeline.add(() => of.completed())],
          ["refused", timeline.add(() => of.refused())],
          ["busyTime", timeline.add((now) => of.busyTime(now))],
          ["serverTime", timeline.add((now) => of.serverTime(now))],
        ],
      ]);
    });
  }

  private promptly(): Timeline {
    return new PromptTimeline(() => {
      this.acceptance.coarsen();
      this.completion.coarsen();
    });
  }

  /** The run has ended at `now`: the interval that it ended in is sampled too, and nothing after it. */
  close(now: number): void {
    const { timeline } = this;
    // A sample that only doubles the interval is none.
    while (timeline.count === 0 || timeline.count * timeline.interval < now) timeline.sample();
    timeline.cut(now);
  }

  frames(): Frames {
    const { timeline } = this;
    timeline.develop();
    const series = {} as Record<SeriesName, Float64Array>;
    for (const [name, column] of this.series) series[name] = timeline.column(column);
    for (const [suffix, p] of Object.entries(PERCENTILES) as [keyof typeof PERCENTILES, number][]) {
      series[`acceptance${suffix}`] = this.acceptance.quantiles(p, timeline.count);
      series[`completion${suffix}`] = this.completion.quantiles(p, timeline.count);
    }
    const components: Record<string, Record<ComponentSeriesName, Float64Array>> = {};
    for (const [id, columns] of this.components) {
      const of = {} as Record<ComponentSeriesName, Float64Array>;
      for (const [name, column] of columns) of[name] = timeline.column(column);
      components[id] = of;
    }
    return { interval: timeline.interval, times: timeline.times(), series, components };
  }
}
