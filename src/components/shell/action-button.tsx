import type { ReactNode } from "react";
import { type Action, ariaShortcut, attempt, shortcutText } from "../../actions/index.ts";
import { Icon } from "../theme/index.ts";
import { isMac, useUnavailable } from "./use-action.ts";

interface ActionButtonProps {
  readonly action: Action;
  readonly look?: "primary" | "plain" | "quiet";
  /** Only the icon is shown. */
  readonly iconOnly?: boolean;
  readonly children?: ReactNode;
}

/** A button that does an action, and says why it does not when it does not. */
export function ActionButton({ action, look = "plain", iconOnly = false, children }: ActionButtonProps) {
  const { label, icon, shortcuts: [shortcut] = [] } = action;
  const reason = useUnavailable(action);
  const keys = shortcut === undefined ? "" : ` (${shortcutText(shortcut, isMac)})`;
  const classes = ["button", look === "plain" ? "" : `button--${look}`, iconOnly ? "button--icon" : ""];
  return (
    <button
      type="button"
      className={classes.filter(Boolean).join(" ")}
      aria-label={iconOnly ? label : undefined}
      aria-disabled={reason === null ? undefined : true}
      aria-keyshortcuts={shortcut && ariaShortcut(shortcut, isMac)}
      title={reason ?? `${label}${keys}`}
      onClick={() => attempt(action)}
    >
      <Icon name={icon} />
      {iconOnly ? null : (children ?? label)}
    </button>
  );
}
