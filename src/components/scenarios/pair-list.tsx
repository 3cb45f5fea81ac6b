import { useId } from "react";
import { formatDuration } from "../../model/index.ts";
import { loadScenario, type ScenarioPair, useNotices } from "../../state/index.ts";
import { openScenario } from "./open-scenario.ts";

interface PairListProps {
  readonly pairs: readonly ScenarioPair[];
}

/** What can go wrong, each to be opened with and without what prevents it. */
export function PairList({ pairs }: PairListProps) {
  const heading = useId();
  return (
    <section className="pairs" aria-labelledby={heading}>
      <h3 id={heading} className="pairs__heading">
        With and without a protection
      </h3>
      <ul className="scenarios">
        {pairs.map((pair) => (
          <li key={pair.name} className="pairs__item">
            <div className="pairs__words">
              <strong>{pair.name}</strong>
              <span>{pair.goesWrong}</span>
              <span>Protection: {pair.protection}.</span>
              <span>{exampleText(pair)}</span>
            </div>
            <PairButton label="Without" name={pair.name} slug={pair.unprotected} />
            <PairButton label="With" name={pair.name} slug={pair.protected} />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** An order to look at, once the document without the protection has run. */
function exampleText({ shows: { example } }: ScenarioPair): string {
  return `Without: order ${example.order} at ${formatDuration(example.time)} (${example.what}).`;
}

interface PairButtonProps {
  readonly label: string;
  readonly name: string;
  readonly slug: string;
}

function PairButton({ label, name, slug }: PairButtonProps) {
  async function open() {
    try {
      openScenario(slug, await loadScenario(slug));
    } catch {
      useNotices.getState().notify("error", "The scenario could not be loaded.");
    }
  }
  return (
    <button
      type="button"
      className="button button--small"
      data-pair={slug}
      aria-label={`${label} protection: ${name}`}
      onClick={open}
    >
      {label}
    </button>
  );
}
