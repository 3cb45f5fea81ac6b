import { type ComponentType, lazy, Suspense } from "react";
import { useProblems, useRun, useView } from "../../state/index.ts";
import { ProblemsPanel } from "../problems/problems-panel.tsx";
import { Icon } from "../theme/index.ts";
import { Tabs } from "./tabs.tsx";

/** Loaded when they are shown: the charts alone weigh as much as the canvas. */
const PlaybackBar = lazy(async () => ({ default: (await import("../playback/index.ts")).PlaybackBar }));
const HeadlineRow = lazy(async () => ({ default: (await import("../figures/index.ts")).HeadlineRow }));
const PANELS: Readonly<Record<string, { readonly label: string; readonly View: ComponentType }>> = {
  overview: {
    label: "Overview",
    View: lazy(async () => ({ default: (await import("../figures/index.ts")).OverviewView })),
  },
  charts: { label: "Charts", View: lazy(async () => ({ default: (await import("../charts/index.ts")).ChartsView })) },
  components: {
    label: "Components",
    View: lazy(async () => ({ default: (await import("../figures/index.ts")).ComponentsView })),
  },
  ledger: { label: "Ledger", View: lazy(async () => ({ default: (await import("../ledger/index.ts")).LedgerView })) },
  experiments: {
    label: "Experiments",
    View: lazy(async () => ({ default: (await import("../experiments/index.ts")).ExperimentsView })),
  },
  problems: { label: "Problems", View: ProblemsPanel },
};

/** What a run gave, under the canvas. Every part has its place before there is anything to show. */
export function Results() {
  const chosen = useView((state) => state.panel);
  const hasRun = useRun((state) => state.result !== null);
  const stale = useRun((state) => state.stale);
  const current = Object.hasOwn(PANELS, chosen) ? chosen : "overview";
  const View = PANELS[current]?.View;
  return (
    <section className="results" aria-label="Results">
      <div className="results__bar">
        <Tabs
          label="Results"
          tabs={Object.entries(PANELS).map(([key, { label }]) => ({
            key,
            label: key === "problems" ? <ProblemsLabel /> : label,
          }))}
          current={current}
          onChoose={useView.getState().showPanel}
        />
        {stale && (
          <p className="results__stale" role="status">
            <Icon name="rotate-ccw" size={14} />
            Changed since this run
          </p>
        )}
        <div className="results__playback">
          <Suspense fallback={null}>{hasRun && <PlaybackBar />}</Suspense>
        </div>
      </div>
      <div className="results__headline">
        <Suspense fallback={null}>{hasRun && <HeadlineRow />}</Suspense>
        {!hasRun && <p>The figures of the run will stand here.</p>}
      </div>
      <div
        className="results__panel"
        role="tabpanel"
        id={`panel-${current}`}
        aria-labelledby={`tab-${current}`}
        // It scrolls, so it must be reachable by key.
        // biome-ignore lint/a11y/noNoninteractiveTabindex: see above
        tabIndex={0}
      >
        <Suspense fallback={<p className="results__loading">Loading…</p>}>{View && <View />}</Suspense>
      </div>
    </section>
  );
}

function ProblemsLabel() {
  const problems = useProblems();
  const errors = problems.filter(({ severity }) => severity === "error").length;
  return (
    <>
      Problems
      {problems.length > 0 && (
        <span className={errors > 0 ? "tabs__count tabs__count--wrong" : "tabs__count"}>{problems.length}</span>
      )}
    </>
  );
}
