import { formatDuration, formatInteger, type RunResult, VIOLATIONS, type ViolationKey } from "../../model/index.ts";
import { Icon } from "../theme/index.ts";

interface Props {
  readonly result: RunResult;
  /** How many there were at the moment shown. */
  readonly soFar: number;
  readonly time: number | null;
}

/** What must never happen, and how often it did. A zero is calm. */
export function ViolationsList({ result, soFar, time }: Props) {
  const { violations } = result.ledger;
  const keys = Object.keys(VIOLATIONS) as ViolationKey[];
  const total = keys.reduce((sum, key) => sum + violations[key], 0);
  return (
    <>
      <p className={total > 0 ? "ledger-balance ledger-balance--wrong" : "ledger-balance"}>
        <Icon name={total > 0 ? "triangle-alert" : "check"} size={14} />
        <span>
          <span data-ledger="violations" data-value={soFar}>
            {formatInteger(soFar)}
          </span>
          {time === null
            ? " in the whole run."
            : ` by ${formatDuration(time)}, ${formatInteger(total)} in the whole run. The counts below are of the whole run.`}
        </span>
      </p>
      <ul className="ledger-violations">
        {keys.map((key) => {
          const count = violations[key];
          const { label, help } = VIOLATIONS[key];
          const example = result.examples[key];
          return (
            <li key={key} className={count > 0 ? "ledger-violation ledger-violation--wrong" : "ledger-violation"}>
              <span className="ledger-violation__count" data-ledger={`violations.${key}`} data-value={count}>
                {count > 0 && <Icon name="triangle-alert" size={13} />}
                {formatInteger(count)}
              </span>
              <span className="ledger-violation__label">{label}</span>
              <span className="ledger-violation__help">
                {help}
                {example !== undefined && ` Order ${example.order}, at ${formatDuration(example.time)}.`}
              </span>
            </li>
          );
        })}
      </ul>
    </>
  );
}
