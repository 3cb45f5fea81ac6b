import { useState } from "react";
import type { Replicated } from "../../analysis/index.ts";
import { formatFigure } from "../../model/index.ts";
import { useExperiment } from "../../state/index.ts";
import { BandChart } from "./band-chart.tsx";
import { SeedsField, StartButton, seedsOf } from "./form-parts.tsx";

/** The same design under several seeds. */
export function ReplicatePanel() {
  const [seeds, setSeeds] = useState("10");
  const found = useExperiment((state) => state.replications);
  const count = seedsOf(seeds, 2);
  return (
    <>
      <div className="experiments__form">
        <SeedsField value={seeds} least={2} onChange={setSeeds} />
        <StartButton
          label="Replicate"
          problem={count === null ? "The number of seeds is not valid." : null}
          start={() => count !== null && void useExperiment.getState().replicate(count)}
        />
      </div>
      {found !== null && (
        <section className="experiments__found" aria-label="Replications">
          <div className="figures-panel">
            <table className="data-table">
              <caption className="data-table__caption">
                {found.runs.length} runs: mean, and half the width of its 95% interval (Student's t)
              </caption>
              <thead>
                <tr>
                  <th scope="col">Figure</th>
                  {["Mean", "±", "Least", "Most"].map((label) => (
                    <th key={label} scope="col" className="data-table__number">
                      {label}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {found.figures.map((figure) => (
                  <Row key={figure.path} figure={figure} />
                ))}
                {found.goals.map(({ name, met }) => (
                  <tr key={`goal ${name}`}>
                    <th scope="row">Goal: {name}</th>
                    <td className="data-table__number" colSpan={4}>
                      met in {met} of {found.runs.length}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          <div className="experiments__bands">
            {found.bands.map((band) => (
              <BandChart key={band.label} title={band.label} unit={band.unit} band={band} />
            ))}
            <p className="figures-panel__note">
              Line: mean. Dark band: its 95% interval. Light band: between which values every run stayed.
            </p>
          </div>
        </section>
      )}
    </>
  );
}

function Row({ figure: { path, label, unit, interval, least, most } }: { readonly figure: Replicated }) {
  return (
    <tr data-replicated={path}>
      <th scope="row">{label}</th>
      {[interval.mean, interval.halfWidth, least, most].map((value, column) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the columns are always the same
        <td key={column} className="data-table__number">
          {formatFigure(value, unit)}
        </td>
      ))}
    </tr>
  );
}
