import { figureOf, formatFigure, formatInteger, type RunResult, readFigure, type Unit } from "../../model/index.ts";

interface Props {
  readonly path: string;
  readonly value: number | null;
  readonly unit: Unit;
  /** Whole numbers in full instead of in three digits. */
  readonly exact?: boolean;
}

/** A figure of a result: three digits for the eye, the whole number on hover, the raw value for programs. */
export function Figure({ path, value, unit, exact = false }: Props) {
  const whole = value !== null && unit === "count" && Number.isInteger(value);
  const full = whole ? formatInteger(value) : undefined;
  return (
    <span data-figure={path} data-value={value ?? ""} title={full}>
      {exact && full !== undefined ? full : formatFigure(value, unit)}
    </span>
  );
}

/** The figure at a path of the result. */
export function FigureAt({ result, path, exact = false }: { result: RunResult; path: string; exact?: boolean }) {
  return <Figure path={path} value={readFigure(result, path)} unit={figureOf(path)?.unit ?? "count"} exact={exact} />;
}
