import type { Answer, Block, Cell, Report, Table, Tile } from "../content.ts";
import { chartTable } from "./chart-table.ts";
import { escapeMarkdown as escaped, fenced } from "./escape.ts";
import { mermaid } from "./mermaid.ts";

/** A report as Markdown, with tables in place of charts and Mermaid in place of the drawing. */
export function renderMarkdown({ title, about, facts, sections }: Report): string {
  const paragraphs = about.split(/\n\s*\n/).map(escaped);
  const blocks = sections.flatMap((section) => [
    `## ${escaped(section.title)}`,
    ...section.blocks.flatMap(renderBlock),
  ]);
  const all = [`# ${escaped(title)}`, ...paragraphs, facts.map(escaped).join(" · "), ...blocks];
  return `${all.filter((text) => text !== "").join("\n\n")}\n`;
}

function renderBlock(block: Block): string[] {
  switch (block.type) {
    case "text":
      return [block.tone === "wrong" ? `**${escaped(block.text)}**` : escaped(block.text)];
    case "tiles":
      return [renderTiles(block.tiles)];
    case "answers":
      return [block.answers.map(renderAnswer).join("\n")];
    case "table":
      return renderTable(block.table);
    case "charts":
      return block.charts.flatMap((chart) => renderTable(chartTable(chart)));
    case "drawing":
      return [fenced(mermaid(block.drawing), "mermaid")];
    case "code":
      return [
        ...(block.folded === undefined ? [] : [`**${escaped(block.folded)}**`]),
        fenced(block.code, block.language),
      ];
    case "shares":
      return [];
  }
}

function renderTiles(tiles: readonly Tile[]): string {
  const columns = [{ label: "Figure" }, { label: "Value", numeric: true }] as const;
  return tableLines({ columns, rows: tiles.map(({ label, cell }) => [{ text: label }, cell]) });
}

function renderAnswer({ question, answer, details }: Answer): string {
  return `- ${[escaped(question), `**${escaped(answer)}**`, ...details.map(escaped)].join(" ")}`;
}

function renderTable(table: Table): string[] {
  return [...(table.caption === undefined ? [] : [`**${escaped(table.caption)}**`]), tableLines(table)];
}

function tableLines({ columns, rows }: Omit<Table, "caption">): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const heads = columns.map(({ label }) => escaped(label));
  const rules = columns.map(({ numeric }) => (numeric ? "---:" : "---"));
  return [line(heads), line(rules), ...rows.map((row) => line(row.map(renderCell)))].join("\n");
}

function renderCell({ text, tone }: Cell): string {
  return tone === "wrong" && text !== "" ? `**${escaped(text)}**` : escaped(text);
}
