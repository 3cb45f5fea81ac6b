import {
  type Figure as FigureKind,
  type Frames,
  formatFigure,
  HEADLINE_FIGURES,
  type RunResult,
  type SeriesName,
} from "../../model/index.ts";
import { clockText } from "../playback/clock.ts";
import { levelAt, useMoment } from "../playback/moment.ts";
import { Icon } from "../theme/index.ts";
import { Figure, FigureAt } from "./figure.tsx";
import "./figures.css";
import { useFinishedRun } from "./finished-run.ts";

/** The series that shows how a headline figure came about. */
const SERIES_OF: Readonly<Record<string, SeriesName>> = {
  "orders.arrived": "arrived",
  "orders.completed": "completed",
  "orders.failed": "failed",
  "orders.rejected": "rejected",
  "backlog.peak": "backlog",
  "latency.acceptance.p99": "acceptanceP99",
  "latency.completion.p50": "completionP50",
  "latency.completion.p99": "completionP99",
};

/** Where the label of the figure is too long for a tile. */
const SHORT_LABELS: Readonly<Record<string, string>> = {
  "backlog.peakBytes": "Backlog size",
  "backlog.drainedAt": "Drained at",
  "latency.acceptance.p99": "Acceptance p99",
  "latency.completion.p50": "Completion p50",
  "latency.completion.p99": "Completion p99",
};

/** The figures to see first, of the whole run; under each, what it was at the moment shown. */
export function HeadlineRow() {
  const run = useFinishedRun();
  if (run === null) return null;
  const { result, frames } = run;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className="headline" aria-label="Headline figures" tabIndex={0}>
      <RowHeads frames={frames} end={result.run.simulatedSeconds} />
      <dl className="headline__row">
        {HEADLINE_FIGURES.map((figure) => (
          <Tile key={figure.path} figure={figure} result={result} frames={frames} />
        ))}
        <ViolationsTile result={result} frames={frames} />
      </dl>
    </section>
  );
}

/** What the two lines of figures are: of the whole run, and at which moment. */
function RowHeads({ frames, end }: { readonly frames: Frames; readonly end: number }) {
  const moment = useMoment(frames);
  const time = moment === "end" ? end : moment < 0 ? 0 : (frames.times[moment] ?? 0);
  return (
    <div className="headline__heads" aria-hidden="true">
      <span className="headline__head">Whole run</span>
      <span className="headline__head headline__head--now">at {clockText(time, end)}</span>
    </div>
  );
}

interface TileProps {
  readonly result: RunResult;
  readonly frames: Frames;
}

function Tile({ figure, result, frames }: TileProps & { readonly figure: FigureKind }) {
  const series = SERIES_OF[figure.path];
  return (
    <div className="headline__tile">
      <dt className="headline__label" title={figure.label}>
        {SHORT_LABELS[figure.path] ?? figure.label}
      </dt>
      <dd className="headline__value">
        <FigureAt result={result} path={figure.path} />
      </dd>
      <dd className="headline__now">{series && <Now frames={frames} series={series} unit={figure.unit} />}</dd>
    </div>
  );
}

function ViolationsTile({ result, frames }: TileProps) {
  const total = Object.values(result.ledger.violations).reduce((sum, count) => sum + count, 0);
  return (
    <div className={total > 0 ? "headline__tile headline__tile--wrong" : "headline__tile"}>
      <dt className="headline__label">Violations</dt>
      <dd className="headline__value">
        {total > 0 && <Icon name="triangle-alert" size={15} />}
        <Figure path="ledger.violations" value={total} unit="count" />
      </dd>
      <dd className="headline__now">
        <Now frames={frames} series="violations" unit="count" />
      </dd>
    </div>
  );
}

interface NowProps {
  readonly frames: Frames;
  readonly series: SeriesName;
  readonly unit: FigureKind["unit"];
}

/** What a series was at the moment that playback shows. */
function Now({ frames, series, unit }: NowProps) {
  const moment = useMoment(frames);
  return (
    <>
      <span className="visually-hidden">at the moment shown: </span>
      {formatFigure(levelAt(frames.series[series], moment), unit)}
    </>
  );
}
