import { HEADLINE_FIGURES } from "../../model/index.ts";
import type { Section } from "../content.ts";
import { figure } from "../figures.ts";
import type { ReportInput } from "../input.ts";

/** The figures asked for first. */
export function headline({ result }: ReportInput): Section {
  const tiles = HEADLINE_FIGURES.map(({ path, label }) => ({ label, cell: figure(result, path) }));
  return { id: "headline", title: "At a glance", blocks: [{ type: "tiles", tiles }] };
}
