import { useMemo } from "react";
import { verdictsOf } from "../../analysis/index.ts";
import { Icon } from "../theme/index.ts";
import type { FinishedRun } from "./finished-run.ts";

/** The questions of a sale, answered in sentences. */
export function VerdictList({ scenario, result, frames }: FinishedRun) {
  const verdicts = useMemo(() => verdictsOf(scenario, result, frames), [scenario, result, frames]);
  return (
    <ul className="verdicts">
      {verdicts.map(({ id, question, answer, tone, details }) => (
        <li key={id} className={`verdict verdict--${tone}`} data-verdict={id} data-tone={tone}>
          <h3 className="verdict__question">{question}</h3>
          <p className="verdict__answer">
            {tone === "wrong" && <Icon name="triangle-alert" size={15} />}
            {answer}
          </p>
          {details.map((detail) => (
            <p key={detail} className="verdict__detail">
              {detail}
            </p>
          ))}
        </li>
      ))}
    </ul>
  );
}
