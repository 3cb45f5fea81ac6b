import { lazy, Suspense } from "react";
import { useFinishedRun } from "../figures/finished-run.ts";
import { NoRun } from "../figures/no-run.tsx";
import "./charts.css";

const ChartGrid = lazy(() => import("./chart-grid.tsx"));

/** The run over time, under one cursor. */
export function ChartsView() {
  const run = useFinishedRun();
  if (run === null) return <NoRun what="the sale over time" />;
  return (
    <Suspense fallback={<p className="charts__loading">Loading charts…</p>}>
      <ChartGrid run={run} />
    </Suspense>
  );
}
