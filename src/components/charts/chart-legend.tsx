import { formatFigure } from "../../model/index.ts";
import { usePlayback } from "../../state/index.ts";
import { type ChartData, type ChartLine, rowAt } from "./chart-data.ts";
import { LineSample } from "./line-sample.tsx";

interface Props {
  readonly chart: ChartData;
  readonly hidden: ReadonlySet<string>;
  toggle(key: string): void;
}

/** The lines of a chart by name, with what each is at the moment shown; pressing one hides or shows it. */
export function ChartLegend({ chart, hidden, toggle }: Props) {
  return (
    <ul className="chart__legend" aria-label={`Lines of ${chart.title}`}>
      {chart.lines.map((line) => (
        <li key={line.key}>
          <button
            type="button"
            className="chart__legend-entry"
            aria-pressed={!hidden.has(line.key)}
            onClick={() => toggle(line.key)}
          >
            <LineSample look={line.look} />
            <span className="chart__legend-label" title={line.label}>
              {line.label}
            </span>
            <LineNow chart={chart} line={line} />
          </button>
        </li>
      ))}
    </ul>
  );
}

function LineNow({ chart, line }: { readonly chart: ChartData; readonly line: ChartLine }) {
  const text = usePlayback(({ time }) => formatFigure(rowAt(chart, time)?.values[line.key] ?? null, chart.unit));
  return <span className="chart__legend-value">{text}</span>;
}
