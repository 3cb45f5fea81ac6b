import { useEffect, useState } from "react";
import type { ParsedDocument } from "../../model/index.ts";
import { loadPairs, loadScenario, SCENARIOS, type ScenarioPair } from "../../state/index.ts";
import { Dialog } from "../shell/dialog.tsx";
import { openScenario } from "./open-scenario.ts";
import { PairList } from "./pair-list.tsx";
import "./scenario-dialog.css";

interface Loaded {
  readonly slug: string;
  readonly parsed: ParsedDocument;
}

/** The scenarios that come with the product, each with what it shows; then those that show one protection each. */
export default function ScenarioDialog() {
  const [scenarios, setScenarios] = useState<readonly Loaded[] | null>(null);
  const [pairs, setPairs] = useState<readonly ScenarioPair[]>([]);
  const [failed, setFailed] = useState(false);

  useEffect(() => {
    Promise.all(SCENARIOS.map(async (slug) => ({ slug, parsed: await loadScenario(slug) })))
      .then(setScenarios)
      .catch(() => setFailed(true));
    loadPairs()
      .then(setPairs)
      .catch(() => setFailed(true));
  }, []);

  return (
    <Dialog title="Scenarios">
      {failed && <p className="scenarios__state">The scenarios could not be loaded.</p>}
      {!failed && scenarios === null && <p className="scenarios__state">Loading…</p>}
      <ul className="scenarios">
        {scenarios?.map(({ slug, parsed }) => (
          <li key={slug}>
            <ScenarioButton slug={slug} parsed={parsed} />
          </li>
        ))}
      </ul>
      {scenarios !== null && pairs.length > 0 && <PairList pairs={pairs} />}
    </Dialog>
  );
}

function ScenarioButton({ slug, parsed }: Loaded) {
  const name = parsed.ok ? parsed.scenario.name : slug;
  return (
    <button type="button" className="scenarios__item" data-scenario={slug} onClick={() => openScenario(slug, parsed)}>
      <strong>{name}</strong>
      {parsed.ok && <span>{parsed.scenario.about}</span>}
    </button>
  );
}
