/** What a run came to: figures, verdicts, goals, components. */
export { ComponentsView } from "./components-view.tsx";
export { HeadlineRow } from "./headline-row.tsx";
export { OverviewView } from "./overview-view.tsx";
