import { describe, expect, it } from "vitest";
import { ACTIONS } from "./index.ts";
import { ariaShortcut, matches, shortcutText } from "./shortcut.ts";

const press = (key: string, more: Partial<Parameters<typeof matches>[1]> = {}) => ({
  key,
  code: "",
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...more,
});

describe("matching", () => {
  it("takes Mod as Ctrl, and as Command on a Mac", () => {
    expect(matches("Mod+Enter", press("Enter", { ctrlKey: true }), false)).toBe(true);
    expect(matches("Mod+Enter", press("Enter", { ctrlKey: true }), true)).toBe(false);
    expect(matches("Mod+Enter", press("Enter", { metaKey: true }), true)).toBe(true);
  });

  it("wants every key of it and no other", () => {
    expect(matches("Mod+Z", press("z", { ctrlKey: true }), false)).toBe(true);
    expect(matches("Mod+Z", press("Z", { ctrlKey: true, shiftKey: true }), false)).toBe(false);
    expect(matches("Mod+Shift+Z", press("Z", { ctrlKey: true, shiftKey: true }), false)).toBe(true);
    expect(matches("Delete", press("Backspace"), false)).toBe(false);
  });

  it("knows a letter by its place where Alt types another character", () => {
    expect(matches("Alt+C", press("ç", { altKey: true, code: "KeyC" }), true)).toBe(true);
  });
});

it("is written the way the machine's people write it", () => {
  expect(shortcutText("Mod+Shift+Z", false)).toBe("Ctrl+Shift+Z");
  expect(shortcutText("Mod+Enter", true)).toBe("⌘↩");
  expect(ariaShortcut("Mod+Enter", false)).toBe("Control+Enter");
});

it("no two actions share a name or a shortcut", () => {
  const shortcuts = ACTIONS.flatMap((action) => action.shortcuts ?? []);
  expect(new Set(shortcuts).size).toBe(shortcuts.length);
  expect(new Set(ACTIONS.map(({ name }) => name)).size).toBe(ACTIONS.length);
});
