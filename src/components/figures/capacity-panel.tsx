import { useMemo } from "react";
import { capacitySum, oracleOf } from "../../analysis/index.ts";
import {
  type Frames,
  formatCount,
  formatDifference,
  formatDuration,
  formatFigure,
  formatInteger,
  formatRate,
  type RunResult,
  type Scenario,
} from "../../model/index.ts";

interface Props {
  readonly scenario: Scenario;
  readonly result: RunResult;
  readonly frames: Frames;
}

/** What the document alone comes to by arithmetic, beside what the simulation found, and why the two must differ. */
export function CapacityPanel({ scenario, result, frames }: Props) {
  const sum = useMemo(() => capacitySum(scenario), [scenario]);
  const oracle = useMemo(() => oracleOf(scenario, result, frames), [scenario, result, frames]);
  const { little, stations, bottleneck } = sum;
  const { predictions } = oracle;
  const reasons = [...new Set([...predictions, oracle.bottleneck].flatMap(({ why }) => why))];
  const marks = (why: readonly string[]) => why.map((text) => reasons.indexOf(text) + 1);
  const nameOf = (id: string | null) =>
    scenario.architecture.components.find((component) => component.id === id)?.name ?? "nothing";
  return (
    <>
      <table className="data-table">
        <thead>
          <tr>
            <th scope="col">Figure</th>
            <th scope="col" className="data-table__number">
              Predicted
            </th>
            <th scope="col" className="data-table__number">
              Simulated
            </th>
            <th scope="col" className="data-table__number">
              Off by
            </th>
            <th scope="col">Why</th>
          </tr>
        </thead>
        <tbody>
          <tr data-oracle="bottleneck">
            <th scope="row">Bottleneck</th>
            <td className="data-table__number">{nameOf(oracle.bottleneck.predicted)}</td>
            <td className="data-table__number">{nameOf(oracle.bottleneck.simulated)}</td>
            <td className="data-table__number">–</td>
            <td>
              <Marks numbers={marks(oracle.bottleneck.why)} />
            </td>
          </tr>
          {predictions.map(({ figure, label, unit, predicted, simulated, why }) => (
            <tr key={figure} data-oracle={figure}>
              <th scope="row">{label}</th>
              <td className="data-table__number">{formatFigure(predicted, unit)}</td>
              <td className="data-table__number">{formatFigure(simulated, unit)}</td>
              <td className="data-table__number">{formatDifference(predicted, simulated)}</td>
              <td>
                <Marks numbers={marks(why)} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {reasons.length > 0 && (
        <>
          <p className="figures-panel__note">Why the two must differ:</p>
          <ol className="oracle-reasons">
            {reasons.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ol>
        </>
      )}
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

/** The numbers of the reasons listed below the table. */
function Marks({ numbers }: { readonly numbers: readonly number[] }) {
  return <span className="oracle-marks">{numbers.join(", ")}</span>;
}
