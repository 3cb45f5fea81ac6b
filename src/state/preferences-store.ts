/** What a person prefers, whatever they are working on. */
import { create } from "zustand";

export type Theme = "light" | "dark";

interface PreferencesState {
  /** What was chosen; null follows the system. */
  readonly chosenTheme: Theme | null;
  readonly systemTheme: Theme;
  /** Changes to the other theme; following the system again when that is the system's. */
  toggleTheme(): void;
}

const KEY = "doorbuster.theme";

const dark = globalThis.matchMedia?.("(prefers-color-scheme: dark)");
const systemTheme = (): Theme => (dark?.matches ? "dark" : "light");

export const usePreferences = create<PreferencesState>()((set) => ({
  chosenTheme: stored(),
  systemTheme: systemTheme(),
  toggleTheme: () =>
    set((state) => {
      const other = themeOf(state) === "dark" ? "light" : "dark";
      return { chosenTheme: other === state.systemTheme ? null : other };
    }),
}));

/** The theme to show. */
export function themeOf({ chosenTheme, systemTheme }: Pick<PreferencesState, "chosenTheme" | "systemTheme">): Theme {
  return chosenTheme ?? systemTheme;
}

dark?.addEventListener("change", () => usePreferences.setState({ systemTheme: systemTheme() }));
usePreferences.subscribe(({ chosenTheme }) => store(chosenTheme));

function stored(): Theme | null {
  try {
    const text = localStorage.getItem(KEY);
    return text === "light" || text === "dark" ? text : null;
  } catch {
    return null;
  }
}

function store(theme: Theme | null): void {
  try {
    if (theme === null) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, theme);
  } catch {
    // Storage may be forbidden; the choice then lasts as long as the page.
  }
}
