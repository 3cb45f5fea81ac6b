import { formatDuration, formatFigure } from "../../model/index.ts";
import type { ChartData } from "./chart-data.ts";

/** A chart as the numbers it is drawn from. */
export function ChartTable({ chart }: { readonly chart: ChartData }) {
  const { title, of, help, lines, rows, unit } = chart;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className="chart__table" tabIndex={0} aria-label={`${title} as a table`}>
      <table className="data-table data-table--wide">
        <caption className="visually-hidden">{of === undefined ? help : `${help} In ${of}.`}</caption>
        <thead>
          <tr>
            <th scope="col" className="data-table__number">
              Time
            </th>
            {lines.map(({ key, label }) => (
              <th key={key} scope="col" className="data-table__number">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ time, values }) => (
            <tr key={time}>
              <th scope="row" className="data-table__number">
                {formatDuration(time)}
              </th>
              {lines.map(({ key }) => (
                <td key={key} className="data-table__number">
                  {formatFigure(values[key] ?? null, unit)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
