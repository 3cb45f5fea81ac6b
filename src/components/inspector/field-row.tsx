import type { ReactNode } from "react";
import { explained } from "./help.ts";

interface FieldRowProps {
  /** The id of the control. */
  readonly id: string;
  readonly label: string;
  readonly help: string;
  readonly message: string | null;
  readonly children: ReactNode;
}

/** A label, its control, and below them what is wrong with it. */
export function FieldRow({ id, label, help, message, children }: FieldRowProps) {
  return (
    <div className="field" {...explained(help)}>
      <label className="field__label" htmlFor={id}>
        {label}
      </label>
      <div className="field__control">{children}</div>
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

/** Ties a control to its help and to what is wrong with it. */
export function describedBy(id: string, message: string | null): string {
  return message === null ? `${id}-help` : `${id}-error ${id}-help`;
}
