import { type Component, type Frames, formatCount, formatPercent, KINDS, type RunResult } from "../../model/index.ts";
import { levelAt, useMoment } from "../playback/moment.ts";
import { Icon } from "../theme/index.ts";
import { FigureAt } from "./figure.tsx";
import "./figures.css";
import { useFinishedRun } from "./finished-run.ts";
import { NoRun } from "./no-run.tsx";

const COLUMNS = [
  { figure: "completed", label: "Completed" },
  { figure: "meanService", label: "Mean service" },
  { figure: "meanWait", label: "Mean wait" },
  { figure: "meanQueue", label: "Mean queue" },
  { figure: "peakQueue", label: "Peak queue" },
] as const;

/** Every component: how busy it was, what waited for it, and how it stands at the moment shown. */
export function ComponentsView() {
  const run = useFinishedRun();
  if (run === null) return <NoRun what="how busy each component was" />;
  const { scenario, result, frames } = run;
  return (
    <div className="components-view">
      <table className="data-table data-table--wide">
        <caption className="visually-hidden">Components over the whole run, and at the moment shown</caption>
        <thead>
          <tr>
            <th scope="col">Component</th>
            <th scope="col">Utilization</th>
            {COLUMNS.map(({ figure, label }) => (
              <th key={figure} scope="col" className="data-table__number">
                {label}
              </th>
            ))}
            <th scope="col" className="data-table__number">
              Busy now
            </th>
            <th scope="col" className="data-table__number">
              Queue now
            </th>
          </tr>
        </thead>
        <tbody>
          {scenario.architecture.components.map((component) => (
            <ComponentRow key={component.id} component={component} result={result} frames={frames} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface RowProps {
  readonly component: Component;
  readonly result: RunResult;
  readonly frames: Frames;
}

function ComponentRow({ component: { id, name, kind, config }, result, frames }: RowProps) {
  const hasServers = "servers" in config || "workers" in config;
  return (
    <tr data-component={id}>
      <th scope="row">
        <span className="component-name">
          <Icon name={KINDS[kind].icon} size={14} />
          {name}
        </span>
      </th>
      <td>
        <Utilization value={result.components[id]?.utilization ?? null} path={`components.${id}.utilization`} />
      </td>
      {COLUMNS.map(({ figure }) => (
        <td key={figure} className="data-table__number">
          <FigureAt result={result} path={`components.${id}.${figure}`} exact />
        </td>
      ))}
      <td className="data-table__number">{hasServers ? <BusyNow frames={frames} id={id} /> : "–"}</td>
      <td className="data-table__number">
        <QueueNow frames={frames} id={id} />
      </td>
    </tr>
  );
}

function Utilization({ value, path }: { readonly value: number | null; readonly path: string }) {
  return (
    <span className="utilization">
      <span className="utilization__track" aria-hidden="true">
        {value !== null && <span className="figure-bar" style={{ width: `${Math.min(1, value) * 100}%` }} />}
      </span>
      <span data-figure={path} data-value={value ?? ""}>
        {value === null ? "–" : formatPercent(value)}
      </span>
    </span>
  );
}

interface NowProps {
  readonly frames: Frames;
  readonly id: string;
}

/** Busy servers of those there are. */
function BusyNow({ frames, id }: NowProps) {
  const moment = useMoment(frames);
  const columns = frames.components[id];
  if (columns === undefined) return "–";
  const busy = levelAt(columns.busy, moment);
  const servers = levelAt(columns.servers, moment === "end" ? moment : Math.max(0, moment));
  if (Number.isNaN(busy)) return "–";
  return Number.isFinite(servers) && servers > 0
    ? `${formatCount(busy)} of ${formatCount(servers)}`
    : formatCount(busy);
}

function QueueNow({ frames, id }: NowProps) {
  const moment = useMoment(frames);
  const queue = frames.components[id]?.queue;
  const waiting = queue === undefined ? Number.NaN : levelAt(queue, moment);
  return Number.isNaN(waiting) ? "–" : formatCount(waiting);
}
