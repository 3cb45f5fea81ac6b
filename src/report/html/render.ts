import { formatPercent } from "../../model/index.ts";
import type { Answer, Block, Cell, Column, Report, Section, Share, Table, Tile, Tone } from "../content.ts";
import { type Markup, markup, NOTHING } from "../markup.ts";
import type { Chart } from "../svg/chart.ts";
import { drawChart, drawSample } from "../svg/draw-chart.ts";
import { drawDrawing } from "../svg/draw-drawing.ts";
import { STYLES } from "./styles.ts";

/** Nothing may run or be fetched, whatever a name in the document says. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/** A report as one HTML file that needs nothing else: no script, no network. */
export function renderHtml({ title, about, facts, sections }: Report): string {
  const page = markup`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="Doorbuster">
<title>${title}</title>
<style>${STYLES}</style>
</head>
<body>
<header>
<h1>${title}</h1>
${paragraphs(about)}<p class="facts">${facts.join(" · ")}</p>
<nav aria-label="Sections"><ul>${sections.map(({ id, title: name }) => markup`<li><a href="#${id}">${name}</a></li>`)}</ul></nav>
</header>
<main>
${sections.map(renderSection)}</main>
</body>
</html>
`;
  return page.text;
}

function paragraphs(text: string): Markup {
  const parts = text.split(/\n\s*\n/).filter((part) => part.trim() !== "");
  return markup`${parts.map((part) => markup`<p class="about">${part}</p>\n`)}`;
}

function renderSection({ id, title, blocks }: Section): Markup {
  return markup`<section id="${id}" aria-labelledby="${id}-title">
<h2 id="${id}-title">${title}</h2>
${blocks.map((block) => renderBlock(block, title))}</section>
`;
}

function renderBlock(block: Block, section: string): Markup {
  switch (block.type) {
    case "text":
      return markup`<p${toneClass(block.tone)}>${unbroken(block.text)}</p>\n`;
    case "tiles":
      return markup`<dl class="tiles">${block.tiles.map(renderTile)}</dl>\n`;
    case "answers":
      return markup`<dl class="answers">${block.answers.map(renderAnswer)}</dl>\n`;
    case "table":
      return renderTable(block.table, section);
    case "shares":
      return renderShares(block.label, block.shares);
    case "charts":
      return markup`<div class="charts">${block.charts.map(renderChart)}</div>\n`;
    case "drawing":
      return scroller("Architecture", drawDrawing(block.drawing));
    case "code":
      return renderCode(block.code, block.folded);
  }
}

function renderTile({ label, cell }: Tile): Markup {
  return markup`<div><dt>${label}</dt><dd>${renderCell(cell)}</dd></div>`;
}

function renderAnswer({ question, answer, tone, details }: Answer): Markup {
  const more = details.map((detail) => markup`<dd>${unbroken(detail)}</dd>`);
  return markup`<div><dt>${question}</dt><dd class="answer"><span${toneClass(tone)}>${unbroken(answer)}</span></dd>${more}</div>`;
}

/** Keeps a number and its unit on one line. */
function unbroken(text: string): string {
  return text.replace(/(\d) (?=(?:[nµm]?s|min|[hdkMGT]|[kMGTP]?B)\b)/g, "$1\u00A0");
}

function renderTable({ caption, columns, rows }: Table, section: string): Markup {
  const heads = columns.map((column) => markup`<th scope="col"${columnClass(column)}>${column.label}</th>`);
  const lines = rows.map((row) => {
    const cells = row.map((cell, index) => {
      const numeric = columns[index]?.numeric ? NUMERIC : NOTHING;
      return index === 0
        ? markup`<th scope="row"${numeric}>${renderCell(cell)}</th>`
        : markup`<td${numeric}>${renderCell(cell)}</td>`;
    });
    return markup`<tr>${cells}</tr>\n`;
  });
  const title = caption === undefined ? NOTHING : markup`<caption>${caption}</caption>`;
  const table = markup`<table${tableClass(columns)}>${title}<thead><tr>${heads}</tr></thead><tbody>\n${lines}</tbody></table>`;
  return columns.length >= WIDE ? scroller(caption ?? section, table) : markup`<div class="scroller">${table}</div>\n`;
}

/** A table that ends in words, or has many columns, is as wide as the page; in a narrow one numbers stay close to what they count. */
function tableClass(columns: Table["columns"]): Markup {
  const full = columns.length > WIDE || columns.at(-1)?.numeric === undefined;
  return full ? markup` class="full"` : NOTHING;
}

function columnClass({ numeric, grows }: Column): Markup {
  return numeric ? NUMERIC : grows ? markup` class="grows"` : NOTHING;
}

/** Tables of so many columns may be wider than a phone. */
const WIDE = 5;
const NUMERIC = markup` class="numeric"`;

function renderCell({ text, tone, figure }: Cell): Markup {
  if (figure !== undefined) {
    const value = figure.value === null ? "" : String(figure.value);
    return markup`<data data-figure="${figure.path}" data-value="${value}" value="${value}"${toneClass(tone)}>${text}</data>`;
  }
  return tone === undefined ? markup`${text}` : markup`<span${toneClass(tone)}>${text}</span>`;
}

function toneClass(tone: Tone | undefined): Markup {
  return tone === undefined ? NOTHING : markup` class="${tone}"`;
}

/** What is wider than the page scrolls by itself, with the keyboard too. */
function scroller(label: string, inside: Markup): Markup {
  return markup`<div class="scroller" role="group" aria-label="${label}" tabindex="0">${inside}</div>\n`;
}

function renderShares(label: string, shares: readonly Share[]): Markup {
  const present = shares.filter(({ value }) => value > 0);
  const total = present.reduce((sum, { value }) => sum + value, 0);
  if (total === 0) return NOTHING;
  let at = 0;
  const bars = present.map(({ label: name, value, pattern }) => {
    // A share too small to see is still shown: something happened.
    const width = Math.max(0.4, (value / total) * 100);
    const x = Math.min(at, 100 - width);
    at += (value / total) * 100;
    return markup`<rect class="share ${pattern}" x="${x.toFixed(3)}" y="0" width="${width.toFixed(3)}" height="10"><title>${name}</title></rect>`;
  });
  const legend = present.map(
    ({ label: name, value, pattern }) =>
      markup`<li><svg class="swatch" viewBox="0 0 10 10" width="10" height="10" aria-hidden="true" focusable="false"><rect class="share ${pattern}" width="10" height="10"/></svg>${name} ${formatPercent(value / total)}</li>`,
  );
  return markup`<figure class="shares"><svg viewBox="0 0 100 10" preserveAspectRatio="none" role="img" aria-label="${label}">${bars}</svg><ul class="legend">${legend}</ul></figure>\n`;
}

function renderChart(chart: Chart): Markup {
  const legend =
    chart.type === "strips"
      ? NOTHING
      : markup`<ul class="legend">${chart.lines.map(({ label, look }) => markup`<li>${drawSample(look)}${label}</li>`)}</ul>`;
  return markup`<figure class="chart-box">
<figcaption><h3>${chart.title}</h3><p class="quiet">${chart.help}</p>${legend}</figcaption>
${drawChart(chart)}
</figure>
`;
}

function renderCode(code: string, folded: string | undefined): Markup {
  const text = markup`<pre tabindex="0"><code>${code}</code></pre>\n`;
  return folded === undefined ? text : markup`<details><summary>${folded}</summary>${text}</details>\n`;
}
