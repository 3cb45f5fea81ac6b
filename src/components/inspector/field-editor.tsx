import { Fragment, type ReactNode } from "react";
import type { FieldMeta } from "../../model/index.ts";
import {
  initialValue,
  initialVariant,
  type Place,
  useDocument,
  useDrafts,
  variantFields,
  variantOf,
} from "../../state/index.ts";
import { DistributionField } from "./distribution-field.tsx";
import { explained } from "./help.ts";
import { NullToggle, SelectField, ToggleField, TypedField } from "./leaf-fields.tsx";
import { ListField } from "./list-field.tsx";
import { ComponentField, OperationField } from "./reference-fields.tsx";
import { SagaField } from "./saga-field.tsx";
import { StagesField } from "./stages-field.tsx";
import { wordingOf } from "./wording.ts";

/** The form of any field, from its description. */
export function FieldEditor({ place }: { readonly place: Place }): ReactNode {
  const { meta } = place;
  const wording = wordingOf(meta);
  if (wording !== undefined) return <TypedField place={place} wording={wording} />;
  switch (meta.type) {
    case "distribution":
      return <DistributionField place={place} />;
    case "toggle":
      return <ToggleField place={place} />;
    case "choice":
      return <SelectField place={place} options={meta.options} />;
    case "component":
      return <ComponentField place={place} />;
    case "operation":
      return <OperationField place={place} />;
    case "group":
      return <GroupField place={place} fields={meta.fields} />;
    case "oneOf":
      return <OneOfField place={place} meta={meta} />;
    case "tagged":
      return <TaggedField place={place} meta={meta} />;
    case "list":
      return <ListEditor place={place} meta={meta} />;
    default:
      return null;
  }
}

type MetaOf<T extends FieldMeta["type"]> = FieldMeta & { readonly type: T };

const renderField = (place: Place) => <FieldEditor place={place} />;

/** Lists that people work on as a whole have editors of their own. */
function ListEditor({ place, meta }: { readonly place: Place; readonly meta: MetaOf<"list"> }) {
  const { item } = meta;
  const fields = item.type === "group" ? item.fields : {};
  if (Object.hasOwn(fields, "compensation")) return <SagaField place={place} meta={meta} renderField={renderField} />;
  if (Object.keys(fields).join() === "target,duration") return <StagesField place={place} meta={meta} />;
  return <ListField place={place} meta={meta} renderItem={renderField} />;
}

/** The fields of an object, without a frame. */
export function Fields({
  place,
  fields,
}: {
  readonly place: Place;
  readonly fields: Readonly<Record<string, FieldMeta>>;
}) {
  return Object.entries(fields).map(([key, meta]) => <FieldEditor key={key} place={place.at(meta, key)} />);
}

function Section({
  place,
  children,
  head,
}: {
  readonly place: Place;
  readonly children: ReactNode;
  readonly head?: ReactNode;
}) {
  const { label, help } = place.meta;
  return (
    <fieldset className="section">
      <legend className="section__title" {...explained(help)}>
        {label}
      </legend>
      {head}
      {children}
    </fieldset>
  );
}

/** Entries of a list have a frame already. */
function isEntry({ key }: Place): boolean {
  return key.endsWith("]");
}

function GroupField({
  place,
  fields,
}: {
  readonly place: Place;
  readonly fields: Readonly<Record<string, FieldMeta>>;
}) {
  const isNull = useDocument(({ document }) => place.read(document) === null);
  const { nullWord } = place.meta;
  const inside = isNull ? null : <Fields place={place} fields={fields} />;
  if (isEntry(place)) return inside;
  return (
    <Section place={place} head={nullWord !== undefined && <NullToggle place={place} word={nullWord} />}>
      {inside}
    </Section>
  );
}

function OneOfField({ place, meta }: { readonly place: Place; readonly meta: MetaOf<"oneOf"> }) {
  const written = useDocument(({ document }) => place.read(document));
  const names = Object.keys(meta.variants);
  const [chosen] = Object.keys((written ?? {}) as object);
  const variant = chosen === undefined ? undefined : meta.variants[chosen];
  return (
    <Section place={place} head={meta.nullWord !== undefined && <NullToggle place={place} word={meta.nullWord} />}>
      {names.length > 1 && chosen !== undefined && (
        <SelectField
          place={place}
          label="Kind"
          value={chosen}
          options={names.map((name) => ({ value: name, label: meta.variants[name]?.label ?? name }))}
          onChoose={(name) => {
            const next = meta.variants[name];
            if (next) useDrafts.getState().submit(place, { [name]: initialValue(next) }, name);
          }}
        />
      )}
      {variant !== undefined && chosen !== undefined && <FieldEditor key={chosen} place={place.at(variant, chosen)} />}
    </Section>
  );
}

function TaggedField({ place, meta }: { readonly place: Place; readonly meta: MetaOf<"tagged"> }) {
  const written = useDocument(({ document }) => place.read(document));
  const chosen = variantOf(meta, written);

  /** What the variants have in common is kept. */
  function choose(name: string) {
    const next = meta.variants[name]?.fields ?? {};
    const shared = Object.entries((written ?? {}) as object).filter(([key]) => Object.hasOwn(next, key));
    useDrafts.getState().discard(place.key);
    useDrafts.getState().submit(place, { ...initialVariant(meta, name), ...Object.fromEntries(shared) }, name);
  }

  const { nullWord } = meta;
  const head = nullWord !== undefined && <NullToggle place={place} word={nullWord} />;
  const inside = written !== null && (
    <>
      <SelectField
        place={place}
        label="Kind"
        value={chosen}
        options={Object.entries(meta.variants).map(([value, { label }]) => ({ value, label }))}
        onChoose={choose}
      />
      <Fragment key={chosen}>
        <Fields place={place} fields={variantFields(meta, written)} />
      </Fragment>
    </>
  );
  if (isEntry(place)) return inside;
  return (
    <Section place={place} head={head}>
      {inside}
    </Section>
  );
}
