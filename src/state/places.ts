/** Places in a document that a person edits: what they are called, how they are read, and how a value is put there. */
import {
  type DocumentInput,
  type FieldMeta,
  type FieldMetas,
  KINDS,
  type KindDefinition,
  LINK_FIELDS,
  type LinkInput,
  type Problem,
  parseDocument,
} from "../model/index.ts";
import { changeComponent, changeLink, componentsOf, linkKey, linksOf } from "./edits.ts";
import { renameComponent } from "./rename-component.ts";
import { type Path, readField, writeField } from "./write-field.ts";

export interface Place {
  /** Tells this place from every other, whatever is added or taken away around it. */
  readonly key: string;
  readonly meta: FieldMeta;
  /** The component it belongs to. */
  readonly componentId?: string;
  /** What is written there, or the default that stands there. */
  read(document: DocumentInput): unknown;
  /** The document with `value` there; undefined takes away what is written. */
  write(document: DocumentInput, value: unknown): DocumentInput;
  /** The same place as a problem names it. */
  path(document: DocumentInput): string;
  /** Told when a value was put there. */
  readonly onKept?: (value: unknown) => void;
  /** A place further in. */
  at(meta: FieldMeta, ...path: Path): Place;
  /** The place of another field of the same object. */
  beside(key: string): Place;
}

/** An object of fields as one field. */
export function groupOf(fields: FieldMetas): FieldMeta {
  return { type: "group", label: "", help: "", fields, default: {} };
}

interface Root {
  readonly key: string;
  readonly meta: FieldMeta;
  readonly componentId?: string;
  readonly get: (document: DocumentInput) => unknown;
  readonly set: (document: DocumentInput, value: unknown) => DocumentInput;
  readonly path: (document: DocumentInput) => string;
}

function placeIn(root: Root, meta: FieldMeta, path: Path): Place {
  return {
    key: `${root.key}${dotted(path)}`,
    meta,
    ...(root.componentId !== undefined && { componentId: root.componentId }),
    read: (document) => readField(root.meta, root.get(document), path),
    write: (document, value) => root.set(document, writeField(root.meta, root.get(document), path, value)),
    path: (document) => `${root.path(document)}${dotted(path)}`,
    at: (inner, ...further) => placeIn(root, inner, [...path, ...further]),
    beside: (key) => placeIn(root, meta, [...path.slice(0, -1), key]),
  };
}

/** The configuration of a component. */
export function configPlace(id: string, kind: keyof typeof KINDS): Place {
  const { fields }: KindDefinition = KINDS[kind];
  const meta = groupOf(fields);
  const root: Root = {
    key: `component ${id} config`,
    meta,
    componentId: id,
    get: (document) => componentsOf(document).find((component) => component.id === id)?.config,
    set: (document, value) =>
      changeComponent(document, id, ({ config: _before, ...component }) =>
        value === undefined ? component : { ...component, config: value as Readonly<Record<string, unknown>> },
      ),
    path: (document) => `architecture.components[${componentsOf(document).findIndex((c) => c.id === id)}].config`,
  };
  return placeIn(root, meta, []);
}

/** What people call a component. */
export function namePlace(id: string, kind: keyof typeof KINDS): Place {
  const meta: FieldMeta = {
    type: "text",
    label: "Name",
    help: "What people call it.",
    maxLength: 120,
    default: KINDS[kind].label,
  };
  const root: Root = {
    key: `component ${id} name`,
    meta,
    componentId: id,
    get: (document) => componentsOf(document).find((component) => component.id === id)?.name,
    set: (document, value) => changeComponent(document, id, (component) => put(component, "name", value)),
    path: (document) => `architecture.components[${componentsOf(document).findIndex((c) => c.id === id)}].name`,
  };
  return placeIn(root, meta, []);
}

/** The settings of a link. */
export function linkPlace(key: string): Place {
  const meta = groupOf(LINK_FIELDS);
  const root: Root = {
    key: `link ${key}`,
    meta,
    get: (document) => linksOf(document).find((link) => linkKey(link) === key),
    set: (document, value) => changeLink(document, key, () => value as LinkInput),
    path: (document) => `architecture.links[${linksOf(document).findIndex((link) => linkKey(link) === key)}]`,
  };
  return placeIn(root, meta, []);
}

/** What links, saga steps, faults and goals call a component. */
export function idPlace(id: string, onRenamed: (id: string) => void): Place {
  const meta: FieldMeta = {
    type: "identifier",
    label: "Id",
    help: "What links, saga steps, faults and goals call it. They follow when it changes.",
    maxLength: 64,
  };
  const root: Root = {
    key: `component ${id} id`,
    meta,
    componentId: id,
    get: () => id,
    set: (document, value) => renameComponent(document, id, value),
    path(document) {
      const index = componentsOf(document).findIndex((component) => component.id === id);
      // Under its new id, which may be another's too, it could be any of them.
      return index < 0 ? "architecture.components" : `architecture.components[${index}].id`;
    },
  };
  return { ...placeIn(root, meta, []), onKept: (value) => onRenamed(String(value)) };
}

/** A setting of the document itself, such as `["name"]` or `["run", "seed"]`. */
export function documentPlace(meta: FieldMeta, ...path: Path): Place {
  const around = path.reduceRight<FieldMeta>((inner, key) => groupOf({ [key]: inner }), meta);
  const root: Root = {
    key: "document ",
    meta: around,
    get: (document) => document,
    set: (_document, value) => value as DocumentInput,
    path: () => "",
  };
  const place = placeIn(root, meta, path);
  return { ...place, path: (document) => place.path(document).replace(/^\./, "") };
}

function put<T extends object>(object: T, key: string, value: unknown): T {
  const { [key]: _before, ...others } = object as Readonly<Record<string, unknown>>;
  return (value === undefined ? others : { ...object, [key]: value }) as T;
}

function dotted(path: Path): string {
  return path.map((key) => (typeof key === "number" ? `[${key}]` : `.${key}`)).join("");
}

/**
 * What would be wrong if `value` stood at a place.
 * @returns a sentence, or null when the document can be read with it
 */
export function whyNot(place: Place, document: DocumentInput, value: unknown): string | null {
  const next = place.write(document, value);
  const parsed = parseDocument(next);
  return parsed.ok ? null : sentenceFor(place.path(next), parsed.problems);
}

function sentenceFor(path: string, problems: readonly Problem[]): string {
  const here = problems.find((problem) => isWithin(problem.path, path));
  if (here !== undefined) return here.message;
  const [elsewhere] = problems;
  return elsewhere === undefined ? "is not valid" : `${elsewhere.path.split(".").at(-1)}: ${elsewhere.message}`;
}

/** Whether a problem's path names a place or something in it. */
export function isWithin(path: string, place: string): boolean {
  return path === place || path.startsWith(`${place}.`) || path.startsWith(`${place}[`);
}
