import { COMPONENT_FIGURES, type Component, FIGURES, figureOf } from "../../model/index.ts";
import { type Place, useDocument, useDrafts } from "../../state/index.ts";
import { Icon } from "../theme/index.ts";
import { GOAL, GOALS } from "./document-fields.ts";
import { EntryButtons } from "./entry-buttons.tsx";
import { FieldEditor } from "./field-editor.tsx";
import { explained } from "./help.ts";
import { SelectField, type SelectOption, TypedField } from "./leaf-fields.tsx";
import { useList } from "./use-list.ts";
import { useProblemAt, type Wording } from "./use-typing.ts";
import { words } from "./wording.ts";

const BOUNDS = [
  { value: "atMost", label: "at most" },
  { value: "atLeast", label: "at least" },
];

/** What must hold after a run. */
export function GoalsField() {
  const { entries, add, removeAt, move } = useList(GOALS);
  return (
    <fieldset className="section" data-entries>
      <legend className="section__title" {...explained(GOALS.meta.help)}>
        {GOALS.meta.label}
      </legend>
      {entries.map((_entry, index) => (
        // A goal has no identity of its own: what is at an index is what is edited.
        // biome-ignore lint/suspicious/noArrayIndexKey: see above
        <fieldset key={index} className="entry" data-entry aria-label={`Goal ${index + 1}`}>
          <div className="entry__head">
            <span>{`Goal ${index + 1}`}</span>
            <EntryButtons
              name={`goal ${index + 1}`}
              index={index}
              count={entries.length}
              min={0}
              onMove={(to) => move(index, to)}
              onRemove={() => removeAt(index)}
            />
          </div>
          <GoalFields place={GOALS.at(GOAL, index)} />
        </fieldset>
      ))}
      <button
        type="button"
        className="button button--small"
        onClick={() => add({ name: `Goal ${entries.length + 1}`, figure: "latency.acceptance.p99", atMost: "2s" })}
      >
        <Icon name="plus" size={14} />
        Add goal
      </button>
    </fieldset>
  );
}

function GoalFields({ place }: { readonly place: Place }) {
  const { components } = useDocument(({ scenario }) => scenario.architecture);
  const goal = useDocument(({ document }) => place.read(document)) as Readonly<Record<string, unknown>>;
  const problem = useProblemAt(place);
  const fields = GOAL.type === "group" ? GOAL.fields : {};
  const { name, figure } = fields;
  const bound = goal.atMost === undefined ? "atLeast" : "atMost";
  const target = fields[bound];
  if (name === undefined || figure === undefined || target === undefined) return null;
  const unit = figureOf(String(goal.figure))?.unit;
  const known = figureOptions(components);
  const written = String(goal.figure);
  const options = known.some(({ value }) => value === written)
    ? known
    : [...known, { value: written, label: figureOf(written)?.label ?? written, group: "Written by hand" }];

  /** A target means something only in the unit of its figure. */
  function measure(next: string) {
    const sameUnit = figureOf(next)?.unit === unit;
    useDrafts.getState().discard(place.key);
    useDrafts.getState().submit(place, { ...goal, figure: next, ...(!sameUnit && { [bound]: 0 }) }, next);
  }

  return (
    <>
      <FieldEditor place={place.at(name, "name")} />
      <SelectField place={place.at(figure, "figure")} options={options} onChoose={measure} />
      <SelectField
        place={place.at(target, bound)}
        label="Must be"
        value={bound}
        options={BOUNDS}
        onChoose={(next) => {
          useDrafts.getState().discard(place.key);
          useDrafts.getState().submit(place, { name: goal.name, figure: goal.figure, [next]: goal[bound] }, next);
        }}
      />
      <TypedField
        key={bound}
        place={place.at(target, bound)}
        label={unit === undefined || unit === "count" ? "Target" : `Target (${UNITS[unit]})`}
        wording={quantity}
      />
      {problem !== null && <p className="field__error">{problem}</p>}
    </>
  );
}

const UNITS = {
  seconds: "time",
  bytes: "size",
  money: "minor units",
  ratio: "share",
  perSecond: "per second",
} as const;

/** A number, or a number with a unit. */
const quantity: Wording = {
  show: (value) => (value === undefined ? "" : String(value)),
  parse(text) {
    const value = words.parse(text);
    return typeof value === "string" && /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(value) ? Number(value) : value;
  },
};

function figureOptions(components: readonly Component[]): readonly SelectOption[] {
  const whole = FIGURES.map(({ path, label }) => ({ value: path, label, group: "The run" }));
  const each = components.flatMap(({ id, name }) =>
    COMPONENT_FIGURES.map(({ path, label }) => ({
      value: `components.${id}.${path}`,
      label: `${name}: ${label}`,
      group: name,
    })),
  );
  return [...whole, ...each];
}
