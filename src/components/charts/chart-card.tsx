import { useState } from "react";
import { ChartArea } from "./chart-area.tsx";
import type { ChartData } from "./chart-data.ts";
import { ChartLegend } from "./chart-legend.tsx";
import { ChartTable } from "./chart-table.tsx";

interface Props {
  readonly chart: ChartData;
  readonly end: number;
}

/** One chart with its legend, its axis switch, and its numbers as a table. */
export function ChartCard({ chart, end }: Props) {
  const [hidden, setHidden] = useState<ReadonlySet<string>>(() => new Set(chart.hidden));
  const [log, setLog] = useState(chart.log === "first");
  const [asTable, setAsTable] = useState(false);
  const toggle = (key: string) => {
    const next = new Set(hidden);
    if (!next.delete(key)) next.add(key);
    setHidden(next);
  };
  return (
    <section className="chart" aria-label={chart.title} data-chart={chart.id}>
      <header className="chart__header">
        <h3 className="chart__title" title={chart.help}>
          {chart.title}
        </h3>
        {chart.of !== undefined && <span className="chart__unit">{chart.of}</span>}
        <p className="chart__help">{chart.help}</p>
        {chart.log !== undefined && !asTable && (
          <button
            type="button"
            className="button button--small button--quiet chart__switch"
            aria-pressed={log}
            onClick={() => setLog(!log)}
          >
            Log axis
          </button>
        )}
        <button
          type="button"
          className="button button--small button--quiet chart__switch"
          aria-pressed={asTable}
          onClick={() => setAsTable(!asTable)}
        >
          Show as table
        </button>
      </header>
      {asTable ? (
        <ChartTable chart={chart} />
      ) : (
        <div className="chart__body">
          <ChartArea chart={chart} end={end} hidden={hidden} log={log} />
          <ChartLegend chart={chart} hidden={hidden} toggle={toggle} />
        </div>
      )}
    </section>
  );
}
