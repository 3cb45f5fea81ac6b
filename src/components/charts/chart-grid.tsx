import { useMemo } from "react";
import type { FinishedRun } from "../figures/finished-run.ts";
import { ChartCard } from "./chart-card.tsx";
import { chartsOf } from "./run-charts.ts";

/** Every chart of a run. It brings the chart library with it, so it is loaded when it is first looked at. */
export default function ChartGrid({ run }: { readonly run: FinishedRun }) {
  const charts = useMemo(() => chartsOf(run), [run]);
  const { digest, simulatedSeconds } = run.result.run;
  return (
    <div className="charts-view">
      <div className="charts">
        {charts.map((chart) => (
          <ChartCard key={`${chart.id} ${digest}`} chart={chart} end={simulatedSeconds} />
        ))}
      </div>
    </div>
  );
}
