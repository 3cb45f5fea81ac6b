/** Something a person can do. Buttons, menus, keys and the command palette are derived from these. */
export interface Action {
  /** Tells it from every other. */
  readonly name: string;
  readonly label: string;
  /** The name of its icon. */
  readonly icon: string;
  readonly group: ActionGroup;
  /** The keys that do it, such as "Mod+Enter"; the first is the one shown. */
  readonly shortcuts?: readonly string[];
  /** The keys also work while a person types into a field. */
  readonly whileTyping?: true;
  /** The keys work only where a person draws, not in forms and results. */
  readonly onlyWhileDrawing?: true;
  /** Why it does not apply now, as a sentence; null when it does. */
  unavailable(): string | null;
  perform(): void | Promise<void>;
  /** What it does instead while it does not apply, such as showing why. */
  instead?(): void;
}

export type ActionGroup = "run" | "experiment" | "file" | "export" | "edit" | "view";

/** Does an action if it applies. */
export function attempt(action: Action): void {
  if (action.unavailable() === null) void action.perform();
  else action.instead?.();
}

/** For actions that always apply. */
export const always = (): null => null;
