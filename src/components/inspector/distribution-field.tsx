import { useId, useMemo } from "react";
import { type DistributionType, parseDuration } from "../../model/index.ts";
import { type Place, useDocument, useDrafts } from "../../state/index.ts";
import { FAMILIES, familyOf, type Parameter } from "./distribution-families.ts";
import { explained } from "./help.ts";
import { TypedField } from "./leaf-fields.tsx";
import { TextInput } from "./text-input.tsx";
import { duration } from "./wording.ts";

/** How long something takes: the family, and its parameters. */
export function DistributionField({ place }: { readonly place: Place }) {
  const id = useId();
  const written = useDocument(({ document }) => place.read(document));
  const family = familyOf(written);
  const { parameters } = FAMILIES[family];
  const { label, help } = place.meta;

  function choose(next: DistributionType) {
    useDrafts.getState().discard(place.key);
    useDrafts.getState().submit(place, FAMILIES[next].from(meanOfWritten(written)), "");
  }

  return (
    <fieldset className="distribution" aria-label={label} {...explained(help)}>
      <div className="field">
        <label className="field__label" htmlFor={id}>
          {label}
        </label>
        <div className="field__control distribution__head">
          {family === "constant" && <TextInput place={place} label={label} {...duration} />}
          <select
            id={id}
            className="input"
            value={family}
            aria-label={`${label}: distribution`}
            onChange={(event) => choose(event.currentTarget.value as DistributionType)}
          >
            {Object.entries(FAMILIES).map(([key, each]) => (
              <option key={key} value={key}>
                {each.label}
              </option>
            ))}
          </select>
        </div>
      </div>
      {parameters.length > 0 && (
        <div className="distribution__parameters">
          {parameters.map((parameter) => (
            <ParameterField key={`${family}.${parameter.key}`} whole={place} family={family} parameter={parameter} />
          ))}
        </div>
      )}
    </fieldset>
  );
}

interface ParameterFieldProps {
  readonly whole: Place;
  readonly family: DistributionType;
  readonly parameter: Parameter;
}

function ParameterField({ whole, family, parameter: { key, meta, wording } }: ParameterFieldProps) {
  const place = useMemo((): Place => {
    const parametersIn = (value: unknown): Readonly<Record<string, unknown>> => {
      const inside = (value as Readonly<Record<string, unknown>> | null)?.[family];
      return typeof inside === "object" && inside !== null ? (inside as Readonly<Record<string, unknown>>) : {};
    };
    return {
      ...whole,
      key: `${whole.key}.${family}.${key}`,
      meta,
      read: (document) => parametersIn(whole.read(document))[key],
      write: (document, value) =>
        whole.write(document, { [family]: { ...parametersIn(whole.read(document)), [key]: value } }),
      path: (document) => `${whole.path(document)}.${family}.${key}`,
    };
  }, [whole, family, key, meta]);
  return <TypedField place={place} wording={wording} />;
}

const MEAN_WITHOUT_ONE = 0.1;

/** The mean of a distribution as written, so that choosing another family keeps it. */
function meanOfWritten(written: unknown): number {
  const family = familyOf(written);
  const inside = (written as Readonly<Record<string, unknown>> | null)?.[family];
  const parameters = typeof inside === "object" && inside !== null ? (inside as Readonly<Record<string, unknown>>) : {};
  const stated = family === "constant" ? written : parameters.mean;
  if (stated !== undefined) return seconds(stated) || MEAN_WITHOUT_ONE;
  const several = [parameters.min, parameters.max, parameters.means, parameters.values].flat().filter(isStated);
  const sum = several.reduce<number>((total, each) => total + seconds(each), 0);
  return several.length > 0 && sum > 0 ? sum / several.length : MEAN_WITHOUT_ONE;
}

function isStated(value: unknown): boolean {
  return value !== undefined;
}

function seconds(value: unknown): number {
  if (typeof value !== "string" && typeof value !== "number") return 0;
  const read = parseDuration(value);
  return read.ok ? read.value : 0;
}
