/** A part of a whole. */
export interface Share {
  readonly label: string;
  readonly value: number;
  /** How it is filled, so that parts are told apart without colour too. */
  readonly fill: "solid" | "striped" | "soft" | "empty" | "wrong";
}

/** Parts of a whole as one bar. The numbers stand beside it, so it says nothing to a screen reader. */
export function ShareBar({ shares }: { readonly shares: readonly Share[] }) {
  const whole = shares.reduce((sum, { value }) => sum + Math.max(0, value), 0);
  return (
    <div className="share-bar" aria-hidden="true">
      {shares.map(({ label, value, fill }) =>
        value > 0 ? (
          <span
            key={label}
            className={`share-bar__part share-fill--${fill}`}
            style={{ width: `${(value / whole) * 100}%` }}
            title={label}
          />
        ) : null,
      )}
    </div>
  );
}
