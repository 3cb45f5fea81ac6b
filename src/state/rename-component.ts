/** Calling a component by another id, everywhere. */
import { type DocumentInput, FAULT_META, type FieldMeta, KINDS, type KindDefinition } from "../model/index.ts";
import { componentsOf, linksOf } from "./edits.ts";
import { innerMeta } from "./write-field.ts";

/** The document with a component, and all that refers to it, under a new id; `to` may be anything, for the schema to judge. */
export function renameComponent(document: DocumentInput, from: string, to: unknown): DocumentInput {
  const id = to as string;
  const renamed = (each: string) => (each === from ? id : each);
  const components = componentsOf(document).map((component) => {
    const { fields }: KindDefinition = KINDS[component.kind];
    const meta: FieldMeta = { type: "group", label: "", help: "", fields };
    const config = renameIn(meta, component.config, from, id) as typeof component.config;
    return { ...component, id: renamed(component.id), ...(config !== undefined && { config }) };
  });
  const links = linksOf(document).map((link) => ({ ...link, from: renamed(link.from), to: renamed(link.to) }));
  const goals = document.goals?.map((goal) => ({ ...goal, figure: renamedFigure(goal.figure, from, id) }));
  const faults = document.faults?.map((fault) => renameIn(FAULT_META, fault, from, id) as typeof fault);
  return {
    ...document,
    architecture: { ...document.architecture, components, links },
    ...(goals && { goals }),
    ...(faults && { faults }),
  };
}

/** Every field that names a component, however deep, found by its description. */
function renameIn(meta: FieldMeta, value: unknown, from: string, to: string): unknown {
  if (meta.type === "component") return value === from ? to : value;
  if (Array.isArray(value)) return value.map((entry, index) => inner(meta, value, index, entry, from, to));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, inner(meta, value, key, each, from, to)]));
}

function inner(
  meta: FieldMeta,
  whole: unknown,
  key: string | number,
  value: unknown,
  from: string,
  to: string,
): unknown {
  const found = innerMeta(meta, whole, key);
  return found === undefined ? value : renameIn(found, value, from, to);
}

function renamedFigure(figure: string, from: string, to: string): string {
  const [head, id, ...rest] = figure.split(".");
  return head === "components" && id === from ? ["components", to, ...rest].join(".") : figure;
}
