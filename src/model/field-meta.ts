/** What a form, the JSON Schema and the reference need to know of a field. */
export type FieldMeta = FieldCommon & FieldShape;

export interface FieldCommon {
  readonly label: string;
  /** One sentence, in the words of a person who draws architectures. */
  readonly help: string;
  /** The default as written in a document. A field without one is required, unless it is `optional`. */
  readonly default?: unknown;
  /** May be left out although it has no fixed default; `help` says what happens then. */
  readonly optional?: true;
  /** Present when null is allowed: the word to show for it, such as "unlimited". */
  readonly nullWord?: string;
  /** For a field whose default is null: what to offer when a person gives it a value. */
  readonly whenSet?: unknown;
}

export type FieldShape =
  | { readonly type: "duration"; readonly min: number; readonly max: number }
  | { readonly type: "distribution" }
  | {
      readonly type: "count" | "number" | "probability" | "money";
      readonly unit?: string;
      readonly min: number;
      readonly max: number;
      readonly step: number;
    }
  | { readonly type: "toggle" }
  | { readonly type: "text" | "identifier"; readonly maxLength: number }
  | { readonly type: "choice"; readonly options: readonly ChoiceOption[] }
  /** The id of a component. */
  | { readonly type: "component" }
  /** The name of an operation of the component that the neighbouring field `of` names. */
  | { readonly type: "operation"; readonly of: string }
  | { readonly type: "group"; readonly fields: FieldMetas }
  /** An object with exactly one key, which says which variant it is. */
  | { readonly type: "oneOf"; readonly variants: FieldMetas }
  /** An object whose key `tag` says which fields the rest has. */
  | { readonly type: "tagged"; readonly tag: string; readonly variants: Readonly<Record<string, TaggedVariant>> }
  | { readonly type: "list"; readonly item: FieldMeta; readonly min: number; readonly max: number };

export type FieldMetas = Readonly<Record<string, FieldMeta>>;

export interface ChoiceOption {
  readonly value: string;
  readonly label: string;
}

export interface TaggedVariant {
  readonly label: string;
  readonly help: string;
  readonly fields: FieldMetas;
}
