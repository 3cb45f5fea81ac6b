import { type FieldMeta, formatDuration, formatRate, parseDuration } from "../../model/index.ts";
import { type Place, useDocument } from "../../state/index.ts";
import { Icon } from "../theme/index.ts";
import { EntryButtons } from "./entry-buttons.tsx";
import { explained } from "./help.ts";
import { anotherEntry } from "./list-edits.ts";
import { TextInput } from "./text-input.tsx";
import { useList } from "./use-list.ts";
import { useProblemAt } from "./use-typing.ts";
import { wordingOf } from "./wording.ts";

interface StagesFieldProps {
  readonly place: Place;
  readonly meta: FieldMeta & { readonly type: "list" };
}

/** The legs of a ramp: one row each, and the rate they make as a line. */
export function StagesField({ place, meta }: StagesFieldProps) {
  const { entries, add, removeAt, move } = useList(place);
  const problem = useProblemAt(place);
  const startRate = useDocument(({ document }) => Number(place.beside("startRate").read(document)) || 0);
  const fields = meta.item.type === "group" ? Object.entries(meta.item.fields) : [];
  return (
    <fieldset className="section" data-entries>
      <legend className="section__title" {...explained(meta.help)}>
        {meta.label}
      </legend>
      <Sparkline startRate={startRate} stages={entries} />
      {/* Every input names itself; this is for the eye. */}
      <div className="stage stage--head" aria-hidden="true">
        {fields.map(([key, { label, ...field }]) => (
          <span key={key} className="stage__field">
            {"unit" in field && field.unit !== undefined ? `${label}, ${field.unit}` : label}
          </span>
        ))}
      </div>
      {entries.map((_entry, index) => {
        const name = `stage ${index + 1}`;
        return (
          // Stages have no identity of their own: what is at an index is what is edited.
          // biome-ignore lint/suspicious/noArrayIndexKey: see above
          <fieldset key={index} className="stage" data-entry aria-label={name}>
            {fields.map(([key, field]) => {
              const wording = wordingOf(field);
              return (
                wording && (
                  <div key={key} className="stage__field" {...explained(field.help)}>
                    <TextInput
                      place={place.at(meta.item, index).at(field, key)}
                      label={`${field.label} of ${name}`}
                      {...wording}
                    />
                  </div>
                )
              );
            })}
            <EntryButtons
              name={name}
              index={index}
              count={entries.length}
              min={meta.min}
              onMove={(to) => move(index, to)}
              onRemove={() => removeAt(index)}
            />
          </fieldset>
        );
      })}
      {problem !== null && <p className="field__error">{problem}</p>}
      <button type="button" className="button button--small" onClick={() => add(anotherEntry(meta.item, entries))}>
        <Icon name="plus" size={14} />
        Add stage
      </button>
    </fieldset>
  );
}

const WIDTH = 260;
const HEIGHT = 44;

function Sparkline({ startRate, stages }: { readonly startRate: number; readonly stages: readonly unknown[] }) {
  const points: { time: number; rate: number }[] = [{ time: 0, rate: startRate }];
  let time = 0;
  for (const stage of stages as readonly { target: unknown; duration: unknown }[]) {
    const read = parseDuration(typeof stage.duration === "number" ? stage.duration : String(stage.duration));
    time += read.ok ? read.value : 0;
    points.push({ time, rate: Number(stage.target) || 0 });
  }
  const highest = Math.max(...points.map(({ rate }) => rate));
  const x = (at: number) => (time === 0 ? 0 : (at / time) * WIDTH);
  const y = (rate: number) => (highest === 0 ? HEIGHT : HEIGHT - (rate / highest) * (HEIGHT - 4));
  const line = points.map((point) => `${x(point.time).toFixed(1)},${y(point.rate).toFixed(1)}`).join(" ");
  const words = `Up to ${formatRate(highest)}, over ${formatDuration(time)}`;
  return (
    <figure className="sparkline">
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" role="img" aria-label={words}>
        <polygon points={`0,${HEIGHT} ${line} ${WIDTH},${HEIGHT}`} />
        <polyline points={line} vectorEffect="non-scaling-stroke" />
      </svg>
      <figcaption>{words}</figcaption>
    </figure>
  );
}
