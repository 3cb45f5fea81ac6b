import { examplesOf, formatDuration, type RunResult } from "../../model/index.ts";

/** Orders that show what the figures count, by the names that the command line tells their stories by. */
export function ExamplesTable({ result }: { readonly result: RunResult }) {
  const examples = examplesOf(result);
  if (examples.length === 0) return <p className="figures-panel__note">No order to look at.</p>;
  return (
    <table className="data-table">
      <thead>
        <tr>
          <th scope="col">Example</th>
          <th scope="col" className="data-table__number">
            Order
          </th>
          <th scope="col" className="data-table__number">
            At
          </th>
        </tr>
      </thead>
      <tbody>
        {examples.map(({ figure, what, order, time }) => (
          <tr key={figure} data-example={figure}>
            <th scope="row">{what}</th>
            <td className="data-table__number">{order}</td>
            <td className="data-table__number">{formatDuration(time)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
