import type { Answer, Block, Cell, Section, Table, Tile } from "../content.ts";
import { oneLine } from "../markup.ts";

/** Sections as plain text for a terminal: tables with aligned columns, at most as wide as their words. */
export function renderText(sections: readonly Section[]): string {
  return sections
    .map(({ title, blocks }) => [oneLine(title), "", ...blocks.flatMap(renderBlock)].join("\n"))
    .join("\n\n");
}

function renderBlock(block: Block): string[] {
  switch (block.type) {
    case "text":
      return [`  ${oneLine(block.text)}`];
    case "tiles":
      return alignedRows(
        block.tiles.map(({ label, cell }: Tile) => [{ text: label }, cell]),
        [false, true],
      );
    case "answers":
      return block.answers.flatMap(renderAnswer);
    case "table":
      return renderTable(block.table);
    default:
      return [];
  }
}

function renderAnswer({ question, answer, details }: Answer): string[] {
  return [`  ${oneLine(question)} ${oneLine(answer)}`, ...details.map((detail) => `    ${oneLine(detail)}`)];
}

function renderTable({ caption, columns, rows }: Table): string[] {
  const heads = columns.map(({ label }) => ({ text: label }));
  const lines = alignedRows(
    [heads, ...rows],
    columns.map(({ numeric }) => numeric === true),
  );
  return caption === undefined ? lines : ["", `  ${oneLine(caption)}`, "", ...lines];
}

function alignedRows(rows: readonly (readonly Cell[])[], numeric: readonly boolean[]): string[] {
  const texts = rows.map((row) => row.map(({ text }) => oneLine(text)));
  const widths = numeric.map((_, column) => Math.max(...texts.map((row) => lengthOf(row[column] ?? ""))));
  return texts.map((row) => {
    const cells = row.map((text, column) => {
      const space = " ".repeat((widths[column] ?? 0) - lengthOf(text));
      return numeric[column] ? space + text : text + space;
    });
    return `  ${cells.join("  ").trimEnd()}`;
  });
}

/** Characters, not code units. */
function lengthOf(text: string): number {
  return [...text].length;
}
