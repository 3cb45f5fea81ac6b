import { useId } from "react";
import type { Place } from "../../state/index.ts";
import { useTyping, type Wording } from "./use-typing.ts";

interface TextInputProps extends Wording {
  readonly place: Place;
  /** Its name, where no label stands beside it. */
  readonly label: string;
  readonly placeholder?: string;
}

/** An input on its own, with what is wrong with it below. */
export function TextInput({ place, label, placeholder, ...wording }: TextInputProps) {
  const id = useId();
  const { input, message } = useTyping(place, wording);
  return (
    <>
      <input
        {...input}
        className="input"
        aria-label={label}
        aria-describedby={message === null ? undefined : `${id}-error`}
        placeholder={placeholder}
        title={message ?? undefined}
        autoComplete="off"
        spellCheck={false}
      />
      {message !== null && (
        <p className="field__error" id={`${id}-error`}>
          {message}
        </p>
      )}
    </>
  );
}
