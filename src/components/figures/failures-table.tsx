import { formatPercent, type RunResult } from "../../model/index.ts";
import { Figure } from "./figure.tsx";

/** Why orders failed, the most frequent reason first. */
export function FailuresTable({ result }: { readonly result: RunResult }) {
  const reasons = Object.entries(result.failures).sort(([, a], [, b]) => b - a);
  if (reasons.length === 0) return <p className="figures-panel__note">No order failed.</p>;
  const most = reasons[0]?.[1] ?? 1;
  return (
    <table className="data-table">
      <thead>
        <tr>
          <th scope="col">Reason</th>
          <th scope="col" className="data-table__number">
            Orders
          </th>
          <th scope="col" className="data-table__number">
            Of all
          </th>
          <td aria-hidden="true" />
        </tr>
      </thead>
      <tbody>
        {reasons.map(([reason, count]) => (
          <tr key={reason}>
            <th scope="row">{reason}</th>
            <td className="data-table__number">
              <Figure path={`failures.${reason}`} value={count} unit="count" exact />
            </td>
            <td className="data-table__number">{formatPercent(count / Math.max(1, result.orders.arrived))}</td>
            <td className="data-table__bar" aria-hidden="true">
              <span className="figure-bar" style={{ width: `${(count / most) * 100}%` }} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
