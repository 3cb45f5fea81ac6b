/** The books of a run. */
export { LedgerView } from "./ledger-view.tsx";
