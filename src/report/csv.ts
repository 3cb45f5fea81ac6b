import type { Frames } from "../model/index.ts";

/** The samples of a run as CSV (RFC 4180): a header, then one row an instant; an absent value is an empty field. */
export function timelineCsv({ times, series, components }: Frames): string {
  const columns: [string, Float64Array][] = [["seconds", times], ...Object.entries(series)];
  for (const [id, each] of Object.entries(components)) {
    for (const [name, column] of Object.entries(each)) columns.push([`${id}.${name}`, column]);
  }
  const rows = [columns.map(([name]) => textField(name)).join(",")];
  for (let k = 0; k < times.length; k++) rows.push(columns.map(([, column]) => numberField(column[k])).join(","));
  return `${rows.join("\r\n")}\r\n`;
}

function numberField(value: number | undefined): string {
  return value === undefined || !Number.isFinite(value) ? "" : String(value);
}

/** Text that a spreadsheet takes for text: what looks like a formula gets an apostrophe in front. */
function textField(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
