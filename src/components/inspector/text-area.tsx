import { useId } from "react";
import type { Place } from "../../state/index.ts";
import { describedBy } from "./field-row.tsx";
import { explained } from "./help.ts";
import { useTyping, type Wording } from "./use-typing.ts";

interface TextAreaProps {
  readonly place: Place;
  readonly wording: Wording;
  readonly rows: number;
}

/** A field of several lines, under its label. */
export function TextArea({ place, wording, rows }: TextAreaProps) {
  const id = useId();
  const { input, message } = useTyping(place, wording);
  const { label, help } = place.meta;
  return (
    <div className="field field--tall" {...explained(help)}>
      <label className="field__label" htmlFor={id}>
        {label}
      </label>
      <textarea {...input} id={id} className="input" rows={rows} aria-describedby={describedBy(id, message)} />
      <p className="visually-hidden" id={`${id}-help`}>
        {help}
      </p>
      {message !== null && (
        <p className="field__error" id={`${id}-error`}>
          {message}
        </p>
      )}
    </div>
  );
}
