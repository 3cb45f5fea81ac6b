import type { ReactNode } from "react";
import { CapacityPanel } from "./capacity-panel.tsx";
import { ExamplesTable } from "./examples-table.tsx";
import { FailuresTable } from "./failures-table.tsx";
import "./figures.css";
import { useFinishedRun } from "./finished-run.ts";
import { GoalsTable } from "./goals-table.tsx";
import { NoRun } from "./no-run.tsx";
import { RunFacts } from "./run-facts.tsx";
import { VerdictList } from "./verdict-list.tsx";

/** What the run means: verdicts, goals, failures, the capacity sum, and what is needed to repeat it. */
export function OverviewView() {
  const run = useFinishedRun();
  if (run === null) return <NoRun what="what became of every order" />;
  return (
    <div className="overview">
      <VerdictList {...run} />
      <div className="overview__panels">
        <Panel title="Predicted and simulated">
          <CapacityPanel {...run} />
        </Panel>
        <div className="overview__column">
          <Panel title="Goals">
            <GoalsTable {...run} />
          </Panel>
          <Panel title="Failed orders by reason">
            <FailuresTable result={run.result} />
          </Panel>
          <Panel title="Orders to look at">
            <ExamplesTable result={run.result} />
          </Panel>
          <Panel title="This run">
            <RunFacts result={run.result} />
          </Panel>
        </div>
      </div>
    </div>
  );
}

function Panel({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className="figures-panel" aria-label={title}>
      <h3 className="figures-panel__title">{title}</h3>
      {children}
    </section>
  );
}
