/** Shortcuts are written "Mod+Shift+Z": Mod is Command on a Mac, Ctrl elsewhere. */

/** What of a keyboard event says which keys were pressed. */
export interface KeyPress {
  readonly key: string;
  /** The key by its place; with Alt, `key` may be another character. */
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

/** Whether an event is that shortcut. */
export function matches(shortcut: string, event: KeyPress, isMac: boolean): boolean {
  const keys = shortcut.split("+");
  const key = keys.at(-1) ?? "";
  const mod = keys.includes("Mod");
  return (
    event.metaKey === (mod && isMac) &&
    event.ctrlKey === (mod && !isMac) &&
    event.altKey === keys.includes("Alt") &&
    event.shiftKey === keys.includes("Shift") &&
    (event.key.toLowerCase() === key.toLowerCase() || isAt(event.code, key))
  );
}

function isAt(code: string, key: string): boolean {
  return code === `Key${key}` || code === `Digit${key}`;
}

const MAC: Readonly<Record<string, string>> = { Mod: "⌘", Shift: "⇧", Alt: "⌥", Enter: "↩", Delete: "⌦" };
const ELSEWHERE: Readonly<Record<string, string>> = { Mod: "Ctrl", Escape: "Esc" };

/** A shortcut as people read it: "Ctrl+Enter", "⌘↩". */
export function shortcutText(shortcut: string, isMac: boolean): string {
  const names = isMac ? MAC : ELSEWHERE;
  return shortcut
    .split("+")
    .map((key) => names[key] ?? key)
    .join(isMac ? "" : "+");
}

/** A shortcut as aria-keyshortcuts wants it: "Control+Enter". */
export function ariaShortcut(shortcut: string, isMac: boolean): string {
  return shortcut.replace("Mod", isMac ? "Meta" : "Control");
}
