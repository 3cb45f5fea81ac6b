import { type ReactNode, useId, useSyncExternalStore } from "react";
import { watchActions, whyNoExperiment } from "../../actions/index.ts";
import { Icon } from "../theme/index.ts";

interface FieldProps {
  readonly label: string;
  readonly children: (id: string) => ReactNode;
  readonly wide?: boolean;
}

/** A labelled field of an experiment's form. */
export function Field({ label, children, wide = false }: FieldProps) {
  const id = useId();
  return (
    <div className={wide ? "experiments__field experiments__field--wide" : "experiments__field"}>
      <label htmlFor={id}>{label}</label>
      {children(id)}
    </div>
  );
}

interface SeedsFieldProps {
  readonly value: string;
  readonly least: number;
  readonly onChange: (value: string) => void;
}

const SEEDS_MAX = 200;

/** How many seeds. */
export function SeedsField({ value, least, onChange }: SeedsFieldProps) {
  const valid = seedsOf(value, least) !== null;
  return (
    <Field label="Seeds">
      {(id) => (
        <input
          id={id}
          className="input experiments__number"
          inputMode="numeric"
          value={value}
          aria-invalid={valid ? undefined : true}
          title={`A whole number from ${least} to ${SEEDS_MAX}`}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      )}
    </Field>
  );
}

/** The number of seeds that was written; null when it is none. */
export function seedsOf(text: string, least: number): number | null {
  const count = Number(text);
  return /^\d+$/.test(text) && count >= least && count <= SEEDS_MAX ? count : null;
}

interface StartProps {
  readonly label: string;
  /** What of the form keeps it from starting; null when nothing does. */
  readonly problem: string | null;
  readonly start: () => void;
}

/** Begins the runs, or says why it cannot. */
export function StartButton({ label, problem, start }: StartProps) {
  const blocked = useSyncExternalStore(watchActions, whyNoExperiment);
  const reason = blocked ?? problem;
  return (
    <button
      type="button"
      className="button button--primary"
      aria-disabled={reason === null ? undefined : true}
      title={reason ?? undefined}
      onClick={() => reason === null && start()}
    >
      <Icon name="play" />
      {label}
    </button>
  );
}
