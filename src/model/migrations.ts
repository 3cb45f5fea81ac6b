/** Older documents become current ones, one numbered step at a time. */

type Json = Readonly<Record<string, unknown>>;

interface Migration {
  /** The version it makes out of the one before. */
  readonly to: number;
  readonly up: (document: Json) => Json;
}

/** The steps, in order and without a gap; the first makes version 2. */
const MIGRATIONS: readonly Migration[] = [];

/** The version this app writes. */
export const VERSION: number = 1 + MIGRATIONS.length;

/** A document of the current version, or where and why it is not one. */
export type Migrated =
  | { readonly ok: true; readonly document: Json }
  | { readonly ok: false; readonly path: string; readonly message: string };

/** Checks that this is a document at all and not too new, and brings it to the current version. The input is left alone. */
export function migrate(input: unknown): Migrated {
  if (typeof input !== "object" || input === null || Array.isArray(input)) {
    return { ok: false, path: "", message: "must be an object: a doorbuster document" };
  }
  const document = input as Json;
  const { format, version } = document;
  if (format !== "doorbuster") return { ok: false, path: "format", message: 'must be "doorbuster"' };
  if (typeof version !== "number" || !Number.isInteger(version) || version < 1) {
    return { ok: false, path: "version", message: `must be a whole number from 1 to ${VERSION}` };
  }
  if (version > VERSION) {
    return { ok: false, path: "version", message: `${version} is newer than this app understands (${VERSION})` };
  }
  const steps = MIGRATIONS.slice(version - 1);
  return { ok: true, document: steps.reduce((older, { to, up }) => ({ ...up(older), version: to }), document) };
}
