import { COMPONENT_FIGURES } from "../../model/index.ts";
import { type Section, words } from "../content.ts";
import { exactFigure } from "../figures.ts";
import type { ReportInput } from "../input.ts";

/** What each component did. */
export function components({ scenario, result }: ReportInput): Section {
  const rows = scenario.architecture.components
    .filter(({ id }) => Object.hasOwn(result.components, id))
    .map(({ id, name }) => [
      words(name),
      words(id, "quiet"),
      ...COMPONENT_FIGURES.map(({ path }) => exactFigure(result, `components.${id}.${path}`)),
    ]);
  const columns = [
    { label: "Component" },
    { label: "Id" },
    ...COMPONENT_FIGURES.map(({ label }) => ({ label: capital(label), numeric: true as const })),
  ];
  return { id: "components", title: "Components", blocks: [{ type: "table", table: { columns, rows } }] };
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
