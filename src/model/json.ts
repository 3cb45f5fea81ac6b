/** JSON text: reading it with a useful complaint, writing it so that equal values give equal text. */

/** The value, or where the text stops being JSON: line and column count from 1. */
export type ReadJson =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly line: number; readonly column: number; readonly message: string };

/** Reads JSON. Unlike JSON.parse it says where the mistake is, with the same words in every browser. */
export function readJson(text: string): ReadJson {
  const bare = text.startsWith("\uFEFF") ? text.slice(1) : text;
  try {
    return { ok: true, value: JSON.parse(bare) };
  } catch {
    const { at, message } = findMistake(bare);
    const before = bare.slice(0, at).split("\n");
    return { ok: false, line: before.length, column: (before.at(-1)?.length ?? 0) + 1, message };
  }
}

const SPACE = /[ \t\r\n]*/y;
const TOKEN = /[{}[\],:]|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[\da-fA-F]{4})/y;

type Expected =
  | "a value"
  | 'a value or "]"'
  | "a name in double quotes"
  | 'a name in double quotes or "}"'
  | '":"'
  | '"," or the end'
  | "nothing more";

/** Finds the first token that does not belong, without recursion, so that depth does no harm. */
function findMistake(text: string): { at: number; message: string } {
  const open: string[] = [];
  let expected: Expected = "a value";
  let at = 0;
  for (;;) {
    at = skip(SPACE, text, at);
    const end = text[at] === '"' ? stringEnd(text, at) : skip(TOKEN, text, at);
    const token = text.slice(at, end);
    const next = after(expected, token, open);
    if (next === undefined) {
      if (at >= text.length) return { at, message: `ends too early: ${expected} is missing` };
      return { at, message: `expected ${expected}, found ${JSON.stringify(token || text.slice(at, at + 10))}` };
    }
    expected = next;
    at = end;
  }
}

/** What may follow once `token` is read where `expected` was expected; undefined when it does not fit. Keeps `open` up to date. */
function after(expected: Expected, token: string, open: string[]): Expected | undefined {
  const closed = () => (open.length > 0 ? '"," or the end' : "nothing more");
  switch (expected) {
    case "nothing more":
      return undefined;
    case '":"':
      return token === ":" ? "a value" : undefined;
    case "a name in double quotes":
    case 'a name in double quotes or "}"':
      if (token.startsWith('"')) return '":"';
      if (token !== "}" || expected === "a name in double quotes") return undefined;
      open.pop();
      return closed();
    case '"," or the end':
      if (token === ",") return open.at(-1) === "}" ? "a name in double quotes" : "a value";
      if (token === "" || token !== open.at(-1)) return undefined;
      open.pop();
      return closed();
    default:
      if (token === "]" && expected !== "a value") {
        open.pop();
        return closed();
      }
      if (token === "" || "}],:".includes(token)) return undefined;
      if (token === "{") {
        open.push("}");
        return 'a name in double quotes or "}"';
      }
      if (token === "[") {
        open.push("]");
        return 'a value or "]"';
      }
      return closed();
  }
}

/** Where the string that begins at `start` ends, or `start` when it does not. */
function stringEnd(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text[at] !== '"') {
    const next = text[at] === "\\" ? skip(ESCAPE, text, at) : text.charCodeAt(at) < 0x20 ? at : at + 1;
    if (next === at) return start;
    at = next;
  }
  return at < text.length ? at + 1 : start;
}

function skip(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return at + (pattern.exec(text)?.[0].length ?? 0);
}

/** JSON with the keys of every object in order: equal values give equal text. What JSON cannot hold (undefined, functions) is left out. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) => {
    if (typeof inner !== "object" || inner === null || Array.isArray(inner)) return inner;
    const entries = Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
    return Object.fromEntries(entries);
  });
}
