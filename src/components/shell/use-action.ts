import { useSyncExternalStore } from "react";
import { type Action, watchActions } from "../../actions/index.ts";

/** Why an action does not apply now, kept up to date; null when it does. */
export function useUnavailable(action: Action): string | null {
  return useSyncExternalStore(watchActions, () => action.unavailable());
}

/** Whether keys are called what they are called on a Mac. */
export const isMac = /mac|iphone|ipad/i.test(navigator.platform);
