/** The reference of components, as Markdown, from the same descriptions the forms are made of. */
import type { FieldMeta, FieldMetas } from "./field-meta.ts";
import { KINDS } from "./kinds/index.ts";
import type { KindDefinition } from "./kinds/kind.ts";

/** Every kind with its settings and operations. */
export function componentReference(): string {
  const kinds: readonly KindDefinition[] = Object.values(KINDS);
  const head = [
    "# Components",
    "<!-- Written by `npm run generate` from src/model/kinds; edit there. -->",
    "What each kind of component does and every setting it has. All settings may be left out unless marked *required*. " +
      'A duration is text with a unit (`"250ms"`, `"15m"`) or a number of seconds. A distribution is a duration, which is then the same ' +
      "every time, or an object with one key: `uniform` `{min, max}`, `exponential` `{mean}`, `gamma` `{mean, shape}`, `lognormal` " +
      "`{mean, p99}`, `hyperexponential` `{means, weights}`, `empirical` `{values}`. Money is in minor units.",
  ];
  return `${[...head, ...kinds.flatMap(kindSection)].join("\n\n")}\n`;
}

function kindSection({ kind, label, help, fields, operations, ports }: KindDefinition): string[] {
  const calls = Object.values(KINDS as Readonly<Record<string, KindDefinition>>)
    .filter((other) => ports.calls?.includes(other.kind) || other.ports.accepts?.includes(kind))
    .map((other) => `\`${other.kind}\``);
  const rows = Object.entries(operations).map(([name, { help: does, undoneBy }]) => [
    `\`${name}\``,
    does,
    undoneBy ? `\`${undoneBy}\`` : "",
  ]);
  return [
    `## ${label}`,
    `Kind \`${kind}\`. ${help}${calls.length > 0 ? ` Can be linked to ${calls.join(", ")}.` : ""}`,
    table(["Setting", "Value", "Default", "Meaning"], settingRows(fields, "")),
    ...(rows.length > 0 ? [table(["Operation", "Meaning", "Undone by"], rows)] : []),
  ];
}

function settingRows(fields: FieldMetas, before: string): string[][] {
  return Object.entries(fields).flatMap(([name, meta]) => [
    [`\`${before}${name}\``, valueWords(meta), defaultWords(meta), `**${meta.label}.** ${meta.help}`],
    ...innerRows(meta, before + name),
  ]);
}

function innerRows(meta: FieldMeta, path: string): string[][] {
  switch (meta.type) {
    case "group":
      return settingRows(meta.fields, `${path}.`);
    case "oneOf":
      return settingRows(meta.variants, `${path}.`);
    case "list":
      return innerRows(meta.item, `${path}[]`);
    case "tagged":
      return Object.entries(meta.variants).flatMap(([tag, { label, help, fields }]) => [
        [`\`${path}\` with \`${meta.tag}: "${tag}"\``, "", "", `**${label}.** ${help}`],
        ...settingRows(fields, `${path}.`),
      ]);
    default:
      return [];
  }
}

function defaultWords(meta: FieldMeta): string {
  if (meta.default === undefined) return meta.optional ? "" : "*required*";
  const written = JSON.stringify(meta.default);
  return written === "{}" ? "" : `\`${written}\``;
}

function valueWords(meta: FieldMeta): string {
  const words = formWords(meta);
  return meta.nullWord === undefined ? words : `${words}, or null: ${meta.nullWord}`;
}

function formWords(meta: FieldMeta): string {
  switch (meta.type) {
    case "count":
      return `whole number${meta.unit ? ` (${meta.unit})` : ""}, from ${meta.min}`;
    case "number":
      return `number${meta.unit ? ` (${meta.unit})` : ""}`;
    case "probability":
      return "0 to 1";
    case "money":
      return "money";
    case "toggle":
      return "true or false";
    case "choice":
      return meta.options.map(({ value, label }) => `\`"${value}"\` (${label.toLowerCase()})`).join(", ");
    case "component":
      return "id of a component";
    case "operation":
      return "name of an operation";
    case "group":
      return "object";
    case "oneOf":
      return `object with one key: ${Object.keys(meta.variants).join(", ")}`;
    case "tagged":
      return `object with \`${meta.tag}\`: ${Object.keys(meta.variants).join(", ")}`;
    case "list":
      return `list of ${formWords(meta.item)}`;
    default:
      return meta.type;
  }
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}
