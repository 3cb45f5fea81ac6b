import { useEffect } from "react";
import { ACTIONS, type Action, attempt, matches } from "../../actions/index.ts";
import { useView } from "../../state/index.ts";
import { isMac } from "./use-action.ts";

/** Does what the keys of an action say, wherever the focus is; not in a dialog, and in a field only what does not disturb typing. */
export function useShortcuts(): void {
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      if (event.defaultPrevented || event.repeat) return;
      if (useView.getState().dialog !== null || isInPopup(event.target)) return;
      const typing = isTyping(event.target);
      const drawing = !isInForm(event.target);
      const action = (ACTIONS as readonly Action[]).find(
        ({ shortcuts = [], whileTyping, onlyWhileDrawing, unavailable, instead }) =>
          (whileTyping || !typing) &&
          (drawing || !onlyWhileDrawing) &&
          shortcuts.some((shortcut) => matches(shortcut, event, isMac)) &&
          (unavailable() === null || instead !== undefined),
      );
      if (action === undefined) return;
      event.preventDefault();
      if (typing) endTyping();
      attempt(action);
    }
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, []);
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return !["checkbox", "radio", "range", "button"].includes(target.type);
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement || target.isContentEditable;
}

function isInForm(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(".inspector, .results") !== null;
}

function isInPopup(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('[role="menu"], [role="dialog"]') !== null;
}

/** What was typed counts when the field is left, so it is left and entered again. */
function endTyping(): void {
  const { activeElement } = document;
  if (!(activeElement instanceof HTMLElement)) return;
  activeElement.blur();
  activeElement.focus();
}
