import { figureOf, formatFigure, type RunResult, type Scenario } from "../../model/index.ts";
import { Icon } from "../theme/index.ts";
import { Figure } from "./figure.tsx";

interface Props {
  readonly scenario: Scenario;
  readonly result: RunResult;
}

/** What the sale was meant to reach, and whether it did. */
export function GoalsTable({ scenario, result }: Props) {
  if (result.goals.length === 0) return <p className="figures-panel__note">The scenario states no goals.</p>;
  return (
    <table className="data-table">
      <thead>
        <tr>
          <th scope="col">Goal</th>
          <th scope="col" className="data-table__number">
            Target
          </th>
          <th scope="col" className="data-table__number">
            Actual
          </th>
          <th scope="col">Verdict</th>
        </tr>
      </thead>
      <tbody>
        {result.goals.map(({ name, figure, target, actual, met }, index) => {
          const known = figureOf(figure);
          const unit = known?.unit ?? "count";
          const bound = scenario.goals[index]?.bound === "atLeast" ? "≥" : "≤";
          return (
            <tr key={`${name} ${figure}`} data-goal={name} data-met={met}>
              <th scope="row" title={known?.label}>
                {name}
              </th>
              <td className="data-table__number">
                {bound} {formatFigure(target, unit)}
              </td>
              <td className="data-table__number">
                <Figure path={figure} value={actual} unit={unit} />
              </td>
              <td>
                <span className={met ? "goal-verdict goal-verdict--met" : "goal-verdict goal-verdict--missed"}>
                  <Icon name={met ? "check" : "x"} size={14} />
                  {met ? "met" : "not met"}
                </span>
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
