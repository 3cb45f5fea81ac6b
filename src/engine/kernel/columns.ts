type Column = Float64Array | Uint32Array | Int32Array;

/** Copies a column into a longer one, and returns that. */
export function widen<T extends Column>(from: T, to: T): T {
  to.set(from as never);
  return to;
}
