import type { ReactNode } from "react";
import { formatInteger, formatMoney } from "../../model/index.ts";
import type { Share } from "./share-bar.tsx";

interface Props {
  /** Where in the ledger it stands: "units.sold". */
  readonly path: string;
  readonly label: string;
  readonly value: number;
  readonly unit: "count" | "money";
  /** The sign that joins it to the line above. */
  readonly sign?: "+" | "−" | "=";
  /** How its part of the bar is filled. */
  readonly fill?: Share["fill"];
  readonly tone?: "sum" | "wrong";
  readonly children?: ReactNode;
}

/** One line of the books. */
export function Entry({ path, label, value, unit, sign, fill, tone, children }: Props) {
  return (
    <div className={tone === undefined ? "ledger-entry" : `ledger-entry ledger-entry--${tone}`}>
      <dt className="ledger-entry__label">
        <span className="ledger-entry__sign" aria-hidden="true">
          {sign}
        </span>
        {fill && <span className={`ledger-entry__swatch share-fill--${fill}`} aria-hidden="true" />}
        {label}
      </dt>
      <dd className="ledger-entry__value" data-ledger={path} data-value={value}>
        {unit === "money" ? exactMoney(value) : formatInteger(value)}
      </dd>
      {children}
    </div>
  );
}

/** Money to the last minor unit, for books that must add up. */
function exactMoney(minor: number): string {
  if (minor < 0) return `-${exactMoney(-minor)}`;
  return Math.abs(minor) < 1e6
    ? formatMoney(minor)
    : `${formatInteger(Math.floor(minor / 100))}.${String(minor % 100).padStart(2, "0")}`;
}
