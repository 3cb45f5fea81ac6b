import { useEffect, useLayoutEffect } from "react";
import { themeOf, useDocument, usePreferences } from "../../state/index.ts";

/** Calls the tab after the document. */
export function useTitle(): void {
  const name = useDocument(({ scenario }) => scenario.name);
  useEffect(() => {
    document.title = `${name} · Doorbuster`;
  }, [name]);
}

/** Puts the chosen theme, or the system's, on the page. */
export function useTheme(): void {
  const theme = usePreferences(themeOf);
  useLayoutEffect(() => {
    document.documentElement.dataset.theme = theme;
  }, [theme]);
}
