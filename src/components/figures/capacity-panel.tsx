import { useMemo } from "react";
import { capacitySum } from "../../analysis/index.ts";
import {
  formatCount,
  formatDuration,
  formatFigure,
  formatInteger,
  formatPercent,
  formatRate,
  type RunResult,
  type Scenario,
  type Unit,
} from "../../model/index.ts";

interface Props {
  readonly scenario: Scenario;
  readonly result: RunResult;
}

interface Row {
  readonly label: string;
  readonly unit: Unit;
  readonly sum: number | null;
  readonly simulated: number | null;
}

/** What plain arithmetic says of the scenario, beside what the simulation found. */
export function CapacityPanel({ scenario, result }: Props) {
  const sum = useMemo(() => capacitySum(scenario), [scenario]);
  const { arrivals, backlog, wait, little, stations, bottleneck } = sum;
  const [queue, ...others] = scenario.architecture.components.filter(({ kind }) => kind === "queue");
  const waited = queue !== undefined && others.length === 0 ? (result.components[queue.id]?.meanWait ?? null) : null;
  const rows: readonly Row[] = [
    { label: "Orders", unit: "count", sum: arrivals.total, simulated: result.orders.arrived },
    { label: "Peak backlog", unit: "count", sum: backlog.peak, simulated: result.backlog.peak },
    { label: "Its size", unit: "bytes", sum: backlog.peakBytes, simulated: result.backlog.peakBytes },
    { label: "Peak at", unit: "seconds", sum: backlog.peakAt, simulated: result.backlog.peakAt },
    { label: "Drained at", unit: "seconds", sum: backlog.drainedAt, simulated: result.backlog.drainedAt },
    { label: "Mean wait in line", unit: "seconds", sum: wait.mean, simulated: waited },
  ];
  return (
    <>
      <table className="data-table">
        <thead>
          <tr>
            <th scope="col">Figure</th>
            <th scope="col" className="data-table__number">
              By arithmetic
            </th>
            <th scope="col" className="data-table__number">
              Simulated
            </th>
            <th scope="col" className="data-table__number">
              Off by
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ label, unit, sum: predicted, simulated }) => (
            <tr key={label} data-capacity={label}>
              <th scope="row">{label}</th>
              <td className="data-table__number">{formatFigure(predicted, unit)}</td>
              <td className="data-table__number">{formatFigure(simulated, unit)}</td>
              <td className="data-table__number">{differenceText(predicted, simulated)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="figures-panel__note">
        {little.orders > 0 &&
          `Little's law: ${formatCount(little.orderSeconds)} order-seconds in line / ${formatCount(little.orders)} orders = ${formatDuration(little.meanWait)}. `}
        {`One saga is ${formatDuration(sum.sagaSeconds)} of service, so ${formatCount(sum.sagasInFlight)} are in service at once.`}
        {sum.turnedAway >= 0.5 && ` About ${formatCount(sum.turnedAway)} orders are turned away.`}
        {sum.soldOutAt !== null && ` The last unit goes at ${formatDuration(sum.soldOutAt)}.`}
      </p>
      <table className="data-table">
        <caption className="data-table__caption">What each component can take</caption>
        <thead>
          <tr>
            <th scope="col">Component</th>
            <th scope="col" className="data-table__number">
              Servers
            </th>
            <th scope="col" className="data-table__number">
              Calls an order
            </th>
            <th scope="col" className="data-table__number">
              Time an order
            </th>
            <th scope="col" className="data-table__number">
              Can take
            </th>
          </tr>
        </thead>
        <tbody>
          {stations.map(({ id, name, servers, visits, secondsPerOrder, ordersPerSecond }) => (
            <tr key={id} className={id === bottleneck?.id ? "data-table__row--marked" : undefined}>
              <th scope="row">
                {name}
                {id === bottleneck?.id && <span className="figure-tag">bottleneck</span>}
              </th>
              <td className="data-table__number">{servers === null ? "unlimited" : formatInteger(servers)}</td>
              <td className="data-table__number">{formatCount(visits)}</td>
              <td className="data-table__number">{formatDuration(secondsPerOrder)}</td>
              <td className="data-table__number">
                {ordersPerSecond === null ? "no limit" : formatRate(ordersPerSecond)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

function differenceText(predicted: number | null, simulated: number | null): string {
  if (predicted === null || simulated === null) return "–";
  if (predicted === simulated) return "0%";
  if (predicted === 0) return "–";
  const off = simulated / predicted - 1;
  return `${off < 0 ? "−" : "+"}${formatPercent(Math.abs(off))}`;
}
