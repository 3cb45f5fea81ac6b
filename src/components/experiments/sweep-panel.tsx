import { type ReactNode, useMemo, useState } from "react";
import { capacitySum } from "../../analysis/index.ts";
import { COMPONENT_FIGURES, FIGURES, type Scenario } from "../../model/index.ts";
import { type NumericSetting, numericSettings, useDocument, useExperiment } from "../../state/index.ts";
import { Field, SeedsField, StartButton, seedsOf } from "./form-parts.tsx";
import { SweepFound } from "./sweep-found.tsx";

/** One side of a sweep, as typed. */
interface Range {
  readonly path: string;
  readonly from: string;
  readonly to: string;
  readonly steps: string;
}

const NONE: Range = { path: "", from: "", to: "", steps: "7" };

/** One setting or two over a range. */
export function SweepPanel() {
  const document = useDocument((state) => state.document);
  const scenario = useDocument((state) => state.scenario);
  const settings = useMemo(() => numericSettings(document, scenario), [document, scenario]);
  const [first, setFirst] = useState<Range>(() => rangeOf(settings, bottleneckServers(scenario)));
  const [second, setSecond] = useState<Range>(NONE);
  const [figure, setFigure] = useState("latency.completion.p99");
  const [seeds, setSeeds] = useState("1");
  const found = useExperiment((state) => state.sweep);
  const count = seedsOf(seeds, 1);
  const ranges = [first, second].filter(({ path }) => path !== "");
  const problem =
    first.path === ""
      ? "Choose a setting."
      : count === null
        ? "The number of seeds is not valid."
        : first.path === second.path
          ? "Choose two different settings."
          : null;
  return (
    <div className="experiments__beside">
      <div className="experiments__form">
        <RangeFields name="Setting" range={first} settings={settings} onChange={setFirst} />
        <RangeFields name="Second setting" range={second} settings={settings} onChange={setSecond} />
        <div className="experiments__row">
          <Field label="Figure" wide>
            {(id) => (
              <select
                id={id}
                className="input"
                value={figure}
                onChange={(event) => setFigure(event.currentTarget.value)}
              >
                {FIGURES.map(({ path, label }) => (
                  <option key={path} value={path}>
                    {label}
                  </option>
                ))}
                {scenario.architecture.components.map(({ id: component, name }) => (
                  <optgroup key={component} label={name}>
                    {COMPONENT_FIGURES.map(({ path, label }) => (
                      <option key={path} value={`components.${component}.${path}`}>
                        {name}: {label}
                      </option>
                    ))}
                  </optgroup>
                ))}
              </select>
            )}
          </Field>
          <SeedsField value={seeds} least={1} onChange={setSeeds} />
          <StartButton
            label="Sweep"
            problem={problem}
            start={() => count !== null && void useExperiment.getState().sweepOver(ranges.map(textOf), figure, count)}
          />
        </div>
      </div>
      {found !== null && <SweepFound found={found} />}
    </div>
  );
}

interface RangeProps {
  readonly name: string;
  readonly range: Range;
  readonly settings: readonly NumericSetting[];
  readonly onChange: (range: Range) => void;
}

function RangeFields({ name, range, settings, onChange }: RangeProps) {
  const components = [...new Set(settings.map(({ component }) => component))];
  const text = (label: string, key: "from" | "to" | "steps"): ReactNode => (
    <Field label={label}>
      {(id) => (
        <input
          id={id}
          aria-label={`${name}: ${label.toLowerCase()}`}
          className="input experiments__number"
          value={range[key]}
          disabled={range.path === ""}
          onChange={(event) => onChange({ ...range, [key]: event.currentTarget.value })}
        />
      )}
    </Field>
  );
  return (
    <div className="experiments__row">
      <Field label={name} wide>
        {(id) => (
          <select
            id={id}
            className="input"
            value={range.path}
            onChange={(event) => onChange(rangeOf(settings, event.currentTarget.value))}
          >
            <option value="">none</option>
            {components.map((component) => (
              <optgroup key={component} label={component}>
                {settings
                  .filter((setting) => setting.component === component)
                  .map(({ path, label }) => (
                    <option key={path} value={path}>
                      {component}: {label}
                    </option>
                  ))}
              </optgroup>
            ))}
          </select>
        )}
      </Field>
      {text("From", "from")}
      {text("To", "to")}
      {text("Steps", "steps")}
    </div>
  );
}

/** From half of what a setting is to twice that, as far as it may go. */
function rangeOf(settings: readonly NumericSetting[], path: string): Range {
  const setting = settings.find((each) => each.path === path);
  if (setting === undefined) return NONE;
  const { value, min, max, inSeconds } = setting;
  const from = Math.max(min, value / 2);
  const to = Math.min(max, value > 0 ? value * 2 : 1);
  const text = (number: number) =>
    inSeconds ? `${Number((number * 1000).toPrecision(6))}ms` : String(Number(number.toPrecision(6)));
  return { path, from: text(from), to: text(to), steps: "7" };
}

function textOf({ path, from, to, steps }: Range): string {
  return `${path}=${from}..${to}:${steps}`;
}

function bottleneckServers(scenario: Scenario): string {
  const { bottleneck } = capacitySum(scenario);
  if (bottleneck === null) return "";
  const field = bottleneck.kind === "orchestrator" ? "workers" : "servers";
  return `architecture.components[${bottleneck.id}].config.${field}`;
}
