import { useEffect, useState } from "react";
import { type DocumentInput, formatFigure, parseDocumentText, problemLine, TEXT_MAX } from "../../model/index.ts";
import { VERDICT_WORDS } from "../../report/experiments.ts";
import { loadPairs, loadScenario, SCENARIOS, type ScenarioPair, useExperiment, useNotices } from "../../state/index.ts";
import { Field, SeedsField, StartButton, seedsOf } from "./form-parts.tsx";

/** A document that was read from a file. */
interface OwnFile {
  readonly name: string;
  readonly document: DocumentInput;
}

/** This design and another under the same seeds. */
export function ComparePanel() {
  const [seeds, setSeeds] = useState("10");
  const [chosen, setChosen] = useState("");
  const [pairs, setPairs] = useState<readonly ScenarioPair[]>([]);
  const [file, setFile] = useState<OwnFile | null>(null);
  const count = seedsOf(seeds, 2);

  useEffect(() => {
    loadPairs().then(setPairs, () => useNotices.getState().notify("error", "The pairs could not be loaded."));
  }, []);

  async function start() {
    if (count === null) return;
    const other = await documentOf(chosen, file);
    if (other === null) useNotices.getState().notify("error", "The other document could not be loaded.");
    else await useExperiment.getState().compareWith(other, count);
  }

  async function openFile(given: File) {
    const refuse = (why: readonly string[]) =>
      useNotices.getState().notify("error", `${given.name} cannot be compared.`, why);
    if (given.size > TEXT_MAX) return refuse(["It is larger than 5 MB."]);
    const parsed = parseDocumentText(await given.text());
    if (!parsed.ok) return refuse(parsed.problems.slice(0, 5).map(problemLine));
    setFile({ name: given.name, document: parsed.document });
    setChosen("file");
  }

  return (
    <>
      <div className="experiments__form">
        <Field label="Compare with" wide>
          {(id) => (
            <select id={id} className="input" value={chosen} onChange={(event) => setChosen(event.currentTarget.value)}>
              <option value="">choose…</option>
              {file !== null && <option value="file">{file.name}</option>}
              <optgroup label="Scenarios">
                {SCENARIOS.map((slug) => (
                  <option key={slug} value={slug}>
                    {slug}
                  </option>
                ))}
              </optgroup>
              <optgroup label="Pairs">
                {pairs.flatMap((pair) => [
                  <option key={pair.unprotected} value={pair.unprotected}>
                    {pair.name}: without
                  </option>,
                  <option key={pair.protected} value={pair.protected}>
                    {pair.name}: with
                  </option>,
                ])}
              </optgroup>
            </select>
          )}
        </Field>
        <Field label="or a file" wide>
          {(id) => (
            <input
              id={id}
              type="file"
              accept=".json,application/json"
              className="input experiments__file"
              onChange={(event) => {
                const [given] = event.currentTarget.files ?? [];
                if (given !== undefined) void openFile(given);
              }}
            />
          )}
        </Field>
        <SeedsField value={seeds} least={2} onChange={setSeeds} />
        <StartButton
          label="Compare"
          problem={
            chosen === ""
              ? "Choose a document to compare with."
              : count === null
                ? "The number of seeds is not valid."
                : null
          }
          start={() => void start()}
        />
      </div>
      <Found />
    </>
  );
}

function Found() {
  const found = useExperiment((state) => state.comparison);
  if (found === null) return null;
  const { a, b, figures } = found;
  return (
    <section className="figures-panel" aria-label="Comparison">
      <table className="data-table">
        <caption className="data-table__caption">
          A: {a.name} (open now). B: {b.name}. {a.runs.length} runs each under the same seeds; ± is the 95% interval of
          the difference, run by run.
        </caption>
        <thead>
          <tr>
            <th scope="col">Figure</th>
            {["A", "B", "B − A", "±"].map((label) => (
              <th key={label} scope="col" className="data-table__number">
                {label}
              </th>
            ))}
            <th scope="col">Verdict</th>
          </tr>
        </thead>
        <tbody>
          {figures.map(({ path, label, unit, a: inA, b: inB, difference, verdict }) => (
            <tr key={path} data-compared={path} data-verdict={verdict}>
              <th scope="row">{label}</th>
              <td className="data-table__number">{formatFigure(inA.mean, unit)}</td>
              <td className="data-table__number">{formatFigure(inB.mean, unit)}</td>
              <td className="data-table__number">{formatFigure(difference.mean, unit)}</td>
              <td className="data-table__number">{formatFigure(difference.halfWidth, unit)}</td>
              <td className={verdict === "more" || verdict === "less" ? "experiments__sure" : "experiments__unsure"}>
                {VERDICT_WORDS[verdict]}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

async function documentOf(chosen: string, file: OwnFile | null): Promise<DocumentInput | null> {
  if (chosen === "file") return file?.document ?? null;
  try {
    const parsed = await loadScenario(chosen);
    return parsed.ok ? parsed.document : null;
  } catch {
    return null;
  }
}
