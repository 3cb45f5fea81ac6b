import type { Problem } from "../../model/index.ts";
import { useDocument, useProblems, useRun, useSelection, useView } from "../../state/index.ts";
import { Icon } from "../theme/index.ts";
import { messageAt } from "./message.ts";
import "./problems.css";

/** Everything that is wrong or left unused; choosing one shows where. */
export function ProblemsPanel() {
  const drawn = useProblems();
  const refused = useRun((state) => state.problems);
  const problems = drawn.length > 0 ? drawn : refused;
  if (problems.length === 0) return <p className="problems__none">Nothing is wrong: the document can run.</p>;
  return (
    <ul className="problems" aria-label="Problems">
      {problems.map((problem) => (
        <li key={`${problem.path} ${problem.message}`}>
          <ProblemButton problem={problem} />
        </li>
      ))}
    </ul>
  );
}

function ProblemButton({ problem }: { readonly problem: Problem }) {
  const { componentId, path, severity } = problem;
  const component = useDocument(({ scenario }) =>
    scenario.architecture.components.find(({ id }) => id === componentId),
  );
  return (
    <button type="button" className={`problems__item problems__item--${severity}`} onClick={() => show(problem)}>
      <Icon name={severity === "error" ? "circle-alert" : "info"} />
      <span className="visually-hidden">{severity === "error" ? "Error:" : "Warning:"}</span>
      <strong>{component?.name ?? "Document"}</strong>
      <span>{messageAt(problem, component)}</span>
      <code>{path}</code>
    </button>
  );
}

function show({ componentId }: Problem): void {
  useSelection.getState().select(componentId === undefined ? [] : [componentId]);
  if (componentId !== undefined) useView.getState().canvas?.reveal(componentId);
}
