import { oneLine, plain } from "../markup.ts";

/** Any text as Markdown that shows just that text, on one line: no emphasis, link, code, HTML, table cell or mathematics begins in it. */
export function escapeMarkdown(text: string): string {
  const line = oneLine(text)
    .replace(/[\\`*_[\]|~$#!{}]/g, "\\$&")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    // Bare addresses would become links.
    .replace(/:(?=\/\/)/g, "&#58;")
    .replace(/\bwww\./gi, (start) => `${start.slice(0, 3)}&#46;`)
    .replaceAll("@", "&#64;");
  // What makes a list or a heading of a line only does so at its beginning.
  return line.replace(/^(\d{1,9})([.)])(?=\s|$)/, "$1\\$2").replace(/^[-+=](?!\d)/, "\\$&");
}

/** A block of code, fenced with more backticks than there are in it. */
export function fenced(code: string, language: string): string {
  const longest = Math.max(2, ...[...code.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}${language}\n${plain(code)}\n${fence}`;
}
