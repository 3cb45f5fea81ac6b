import { useLayoutEffect } from "react";
import { themeOf, usePreferences } from "../../state/index.ts";

/** Puts the chosen theme, or the system's, on the page. */
export function useTheme(): void {
  const theme = usePreferences(themeOf);
  useLayoutEffect(() => {
    document.documentElement.dataset.theme = theme;
  }, [theme]);
}
