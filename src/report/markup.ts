/** Text that is safe to stand in an HTML or SVG document. */
export class Markup {
  constructor(readonly text: string) {}
}

export type Piece = Markup | string | number | readonly Markup[];

/** A template that escapes every value except markup; attributes must be written in double quotes. */
export function markup(strings: TemplateStringsArray, ...values: readonly Piece[]): Markup {
  const pieces = strings.map((text, i) => (i < values.length ? text + written(values[i] ?? "") : text));
  return new Markup(pieces.join(""));
}

/** No markup at all. */
export const NOTHING = new Markup("");

function written(value: Piece): string {
  if (value instanceof Markup) return value.text;
  if (typeof value === "object") return value.map(({ text }) => text).join("");
  return escapeMarkup(String(value));
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
  "`": "&#96;",
};

/** Makes any text safe between tags and inside a quoted attribute. */
export function escapeMarkup(text: string): string {
  return plain(text).replace(/[&<>"'`]/g, (character) => ENTITIES[character] ?? "");
}

/**
 * Text without what steers instead of being read: control characters (tab and newline stay), overrides of the writing direction,
 * halves of a surrogate pair.
 */
export function plain(text: string): string {
  return text.replace(/[^\P{Cc}\t\n]|[\u202A-\u202E\u2066-\u2069]|\p{Cs}/gu, "\uFFFD");
}

/** Plain text on one line. */
export function oneLine(text: string): string {
  return plain(text.replace(/\s+/g, " ").trim());
}
