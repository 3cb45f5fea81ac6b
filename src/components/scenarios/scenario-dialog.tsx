import { useEffect, useState } from "react";
import { openParsed } from "../../actions/index.ts";
import type { ParsedDocument } from "../../model/index.ts";
import { loadScenario, SCENARIOS, useNotices, useView } from "../../state/index.ts";
import { Dialog } from "../shell/dialog.tsx";
import "./scenario-dialog.css";

interface Loaded {
  readonly slug: string;
  readonly parsed: ParsedDocument;
}

/** The scenarios that come with the product, each with what it shows. */
export default function ScenarioDialog() {
  const [scenarios, setScenarios] = useState<readonly Loaded[] | null>(null);
  const [failed, setFailed] = useState(false);

  useEffect(() => {
    Promise.all(SCENARIOS.map(async (slug) => ({ slug, parsed: await loadScenario(slug) })))
      .then(setScenarios)
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
    </Dialog>
  );
}

function ScenarioButton({ slug, parsed }: Loaded) {
  const name = parsed.ok ? parsed.scenario.name : slug;
  function open() {
    useView.getState().closeDialog();
    if (openParsed(parsed, name)) {
      useNotices.getState().notify("info", `Opened ${name}. Undo brings back what was here before.`);
    }
  }
  return (
    <button type="button" className="scenarios__item" data-scenario={slug} onClick={open}>
      <strong>{name}</strong>
      {parsed.ok && <span>{parsed.scenario.about}</span>}
    </button>
  );
}
