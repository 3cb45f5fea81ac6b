import { useId } from "react";
import { type FieldMeta, formatSetting } from "../../model/index.ts";
import { type Place, useDocument, useDrafts } from "../../state/index.ts";
import { describedBy, FieldRow } from "./field-row.tsx";
import { useProblemAt, useTyping, type Wording } from "./use-typing.ts";
import { unitOf } from "./wording.ts";

interface PlaceProps {
  readonly place: Place;
  /** Instead of the field's own. */
  readonly label?: string;
}

/** A field that is typed. */
export function TypedField({ place, label = place.meta.label, wording }: PlaceProps & { readonly wording: Wording }) {
  const id = useId();
  const { meta } = place;
  const { input, message } = useTyping(place, wording);
  const unlimited = useDocument(({ document }) => meta.nullWord !== undefined && place.read(document) === null);
  const unit = unitOf(meta);
  return (
    <FieldRow id={id} label={label} help={meta.help} message={message}>
      <span className="field__typed">
        <input
          {...input}
          id={id}
          className="input"
          disabled={unlimited}
          value={unlimited ? "" : input.value}
          placeholder={unlimited ? meta.nullWord : placeholderOf(meta)}
          aria-describedby={describedBy(id, message)}
          autoComplete="off"
          spellCheck={false}
        />
        {unit !== undefined && !unlimited && <span className="field__unit">{unit}</span>}
      </span>
      {meta.nullWord !== undefined && <NullToggle place={place} word={meta.nullWord} />}
    </FieldRow>
  );
}

function placeholderOf(meta: FieldMeta): string {
  if (meta.default === undefined) return meta.optional ? "not set" : "";
  return meta.default === null ? "" : formatSetting(meta, meta.default);
}

/** Whether there is a value at all: "unlimited", "off", "never expires". */
export function NullToggle({ place, word }: { readonly place: Place; readonly word: string }) {
  const isNull = useDocument(({ document }) => place.read(document) === null);
  return (
    <label className="field__null">
      <input
        type="checkbox"
        aria-label={`${place.meta.label}: ${word}`}
        checked={isNull}
        onChange={() => useDrafts.getState().submit(place, isNull ? valueWhenSet(place.meta) : null, "")}
      />
      <span>{word}</span>
    </label>
  );
}

function valueWhenSet(meta: FieldMeta): unknown {
  if (meta.whenSet !== undefined) return meta.whenSet;
  return "min" in meta && meta.type !== "list" ? meta.min : undefined;
}

/** Yes or no. */
export function ToggleField({ place }: PlaceProps) {
  const id = useId();
  const { label, help } = place.meta;
  const checked = useDocument(({ document }) => place.read(document) === true);
  return (
    <FieldRow id={id} label={label} help={help} message={useProblemAt(place)}>
      <input
        id={id}
        type="checkbox"
        className="switch"
        checked={checked}
        aria-describedby={`${id}-help`}
        onChange={() => useDrafts.getState().submit(place, !checked, "")}
      />
    </FieldRow>
  );
}

export interface SelectOption {
  readonly value: string;
  readonly label: string;
  readonly group?: string;
}

interface SelectFieldProps extends PlaceProps {
  readonly options: readonly SelectOption[];
  /** Instead of putting the chosen value at the place. */
  readonly onChoose?: (value: string) => void;
  readonly value?: string;
}

/** One of several. What is written and not among them is shown too, and marked. */
export function SelectField({ place, label = place.meta.label, options, onChoose, value }: SelectFieldProps) {
  const id = useId();
  const { help, nullWord } = place.meta;
  const written = useDocument(({ document }) => place.read(document));
  const current = value ?? (typeof written === "string" ? written : "");
  const message = useProblemAt(place);
  const isKnown = options.some((option) => option.value === current) || (nullWord !== undefined && current === "");
  const choose =
    onChoose ??
    ((chosen: string) =>
      useDrafts.getState().submit(place, nullWord !== undefined && chosen === "" ? null : chosen, chosen));
  return (
    <FieldRow id={id} label={label} help={help} message={message}>
      <select
        id={id}
        className="input"
        value={current}
        aria-invalid={message === null ? undefined : true}
        aria-describedby={describedBy(id, message)}
        onChange={(event) => choose(event.currentTarget.value)}
      >
        {nullWord !== undefined && <option value="">{nullWord}</option>}
        {!isKnown && <option value={current}>{current === "" ? "choose…" : `${current} (missing)`}</option>}
        <Options options={options} />
      </select>
    </FieldRow>
  );
}

/** The options of a select, grouped where they name a group. */
export function Options({ options }: { readonly options: readonly SelectOption[] }) {
  const groups = [...new Set(options.map(({ group }) => group))];
  return groups.map((group) => {
    const inside = options.filter((option) => option.group === group);
    const items = inside.map((option) => (
      <option key={option.value} value={option.value}>
        {option.label}
      </option>
    ));
    return group === undefined ? (
      items
    ) : (
      <optgroup key={group} label={group}>
        {items}
      </optgroup>
    );
  });
}
