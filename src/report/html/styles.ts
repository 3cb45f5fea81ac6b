import { Markup } from "../markup.ts";

/** The report's looks: the product's colours, one accent, red only for what is wrong; light or dark as the reader's machine is set. */
export const STYLES = new Markup(`
:root {
  color-scheme: light;
  --page: #eef0f3; --surface: #fff; --sunken: #f6f7f9; --line: #d8dde4; --line-strong: #8691a1;
  --text: #15191f; --muted: #545f6d; --accent: #2458c9; --accent-soft: #a9c1f2; --accent-wash: #e3ebfb; --danger: #b3261e; --danger-soft: #e0877f;
}
@media (prefers-color-scheme: dark) {
  :root {
    color-scheme: dark;
    --page: #0e1116; --surface: #161a21; --sunken: #11151b; --line: #2b323d; --line-strong: #667284;
    --text: #e7eaef; --muted: #9ca7b6; --accent: #8ab0ff; --accent-soft: #48639c; --accent-wash: #1d2b4a; --danger: #ff8a80; --danger-soft: #8f4b46;
  }
}
@media print {
  :root {
    color-scheme: light;
    --page: #fff; --surface: #fff; --sunken: #fff; --line: #cbd1d9; --line-strong: #6b7686;
    --text: #000; --muted: #444d59; --accent: #2458c9; --accent-soft: #a9c1f2; --accent-wash: #e3ebfb; --danger: #b3261e; --danger-soft: #e0877f;
  }
}
*, *::before, *::after { box-sizing: border-box; }
html { background: var(--page); color: var(--text); -webkit-text-size-adjust: 100%; }
body {
  max-width: 1080px; margin: 0 auto; padding: 32px 24px 64px;
  font: 400 14px/1.5 "Inter Variable", Inter, system-ui, -apple-system, "Segoe UI", "Helvetica Neue", Arial, sans-serif;
  font-variant-numeric: tabular-nums; overflow-wrap: break-word;
}
h1, h2, h3, p, dl, dd, ul, figure, pre { margin: 0; padding: 0; }
ul { list-style: none; }
h1 { font-size: 24px; line-height: 1.25; font-weight: 650; letter-spacing: -0.01em; text-wrap: balance; }
h2 { font-size: 16px; line-height: 1.3; font-weight: 650; margin-bottom: 12px; }
h3 { font-size: 14px; font-weight: 600; }
a { color: var(--accent); text-underline-offset: 2px; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 2px; }
.about { max-width: 76ch; margin-top: 8px; white-space: pre-line; }
.facts { margin-top: 8px; color: var(--muted); font-size: 12px; }
nav ul { display: flex; flex-wrap: wrap; gap: 4px 16px; margin-top: 16px; font-size: 13px; }
section { margin-top: 16px; padding: 20px 20px 22px; background: var(--surface); border: 1px solid var(--line); border-radius: 6px; scroll-margin-top: 8px; }
section > * + * { margin-top: 14px; }
section > h2 + * { margin-top: 0; }
section > p { max-width: 92ch; }
.quiet { color: var(--muted); }
.wrong { color: var(--danger); font-weight: 600; }
.good { color: var(--text); }
.scroller { overflow-x: auto; }

.tiles { display: grid; grid-template-columns: repeat(auto-fill, minmax(150px, 1fr)); gap: 14px 24px; }
.tiles dt { color: var(--muted); font-size: 12px; }
.tiles dd { font-size: 22px; line-height: 1.3; font-weight: 600; letter-spacing: -0.01em; }

.answers { display: grid; grid-template-columns: repeat(auto-fill, minmax(300px, 1fr)); gap: 18px 32px; }
.answers dt { color: var(--muted); font-size: 12px; }
.answers dd { color: var(--muted); font-size: 13px; margin-top: 2px; }
.answers .answer { color: var(--text); font-size: 15px; font-weight: 600; margin-top: 0; }

table { max-width: 100%; border-collapse: collapse; font-size: 13px; }
table.full { width: 100%; }
caption { text-align: left; font-weight: 600; padding-bottom: 4px; }
th, td { padding: 5px 24px 5px 0; text-align: left; vertical-align: baseline; font-weight: 400; border-bottom: 1px solid var(--line); }
th:last-child, td:last-child { padding-right: 0; }
thead th { color: var(--muted); font-size: 12px; border-bottom-color: var(--line-strong); vertical-align: bottom; }
tbody tr:last-child > * { border-bottom: 0; }
tbody th { max-width: 26em; }
.full tbody th { min-width: 11em; }
.grows { width: 55%; }
.numeric { text-align: right; white-space: nowrap; }

.legend { display: flex; flex-wrap: wrap; gap: 2px 16px; font-size: 12px; }
.legend li { display: inline-flex; align-items: center; gap: 6px; }
.shares > svg { display: block; width: 100%; height: 20px; border-radius: 3px; }
.shares .legend { margin-top: 8px; }
.swatch { border-radius: 2px; }
.share.solid { fill: var(--accent); }
.share.soft { fill: var(--accent-soft); }
.share.quiet { fill: var(--line-strong); }
.share.wrong { fill: var(--danger); }
.share.wrong-soft { fill: var(--danger-soft); }

.charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(420px, 100%), 1fr)); gap: 28px 32px; align-items: start; }
.chart-box figcaption .quiet { font-size: 12px; }
.chart-box .legend { margin: 4px 0 6px; min-height: 18px; }
.chart { display: block; width: 100%; height: auto; overflow: visible; }
.chart text { font-size: 11px; fill: var(--muted); }
.chart .label, .chart .value { fill: var(--text); }
.chart .grid { stroke: var(--line); fill: none; }
.chart .base { stroke: var(--line-strong); fill: none; }
.line { fill: none; stroke-width: 1.75; stroke-linejoin: round; stroke-linecap: round; }
.line.main { stroke: var(--accent); }
.line.second { stroke: var(--accent); stroke-dasharray: 6 3; stroke-width: 1.5; stroke-linecap: butt; }
.line.third { stroke: var(--accent); stroke-dasharray: 1.5 2.5; stroke-width: 1.5; stroke-linecap: butt; }
.line.context { stroke: var(--line-strong); stroke-width: 1.5; }
.line.wrong { stroke: var(--danger); }
.chart .area { fill: var(--accent-soft); stroke: var(--accent); stroke-width: 1; stroke-linejoin: round; }
.chart .track { fill: var(--sunken); }

.drawing { display: block; width: 100%; min-width: 640px; height: auto; margin: 0 auto; }
.drawing rect { fill: var(--sunken); stroke: var(--line-strong); }
.drawing .accent rect { fill: var(--accent-wash); stroke: var(--accent); stroke-width: 2; }
.drawing text { fill: var(--text); font-size: 13px; }
.drawing .above, .drawing .below, .drawing .latency { font-size: 11px; fill: var(--muted); }
.drawing .name { font-weight: 600; }
.drawing .badge { font-size: 11px; font-weight: 600; fill: var(--accent); }
.drawing .wire { fill: none; stroke: var(--line-strong); stroke-width: 1.5; }
.drawing .tip { fill: var(--line-strong); }
.drawing .latency { stroke: var(--surface); stroke-width: 4px; paint-order: stroke; stroke-linejoin: round; }

pre { overflow-x: auto; padding: 10px 12px; background: var(--sunken); border: 1px solid var(--line); border-radius: 4px; font: 12px/1.5 ui-monospace, SFMono-Regular, Menlo, "DejaVu Sans Mono", monospace; }
summary { cursor: pointer; font-weight: 600; width: max-content; }
details pre { margin-top: 8px; max-height: 480px; overflow: auto; }

@media (max-width: 640px) {
  body { padding: 20px 12px 40px; }
  section { padding: 16px 14px; }
}
@media print {
  @page { margin: 14mm; }
  body { max-width: none; padding: 0; font-size: 11px; }
  section { padding: 12px 0 0; border: 0; border-top: 1px solid var(--line-strong); border-radius: 0; margin-top: 14px; }
  nav, details { display: none; }
  figure, tr, .tiles > div, .answers > div, pre, .drawing { break-inside: avoid; }
  h2, h3, caption, thead { break-after: avoid; }
  .tiles { grid-template-columns: repeat(5, 1fr); gap: 8px 16px; }
  .tiles dd { font-size: 16px; }
  .charts { grid-template-columns: 1fr 1fr; gap: 16px 20px; }
  .drawing { min-width: 0; }
  .scroller, pre { overflow: visible; }
  table { font-size: 10.5px; }
  .share, .line, .area, .track { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
`);
