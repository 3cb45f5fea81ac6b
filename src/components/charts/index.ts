/** A run over time. */
export { ChartsView } from "./charts-view.tsx";
