import { lazy, Suspense } from "react";
import { actionNamed } from "../../actions/index.ts";
import { ActionButton } from "./action-button.tsx";
import { DocumentName } from "./document-name.tsx";
import { RunControls } from "./run-controls.tsx";

const Menus = lazy(() => import("./menus.tsx"));
const MENUS = ["File", "Edit", "View", "Experiments"];

/** The bar at the top: what is open, what can be done, and the run. */
export function Header() {
  return (
    <header className="header">
      <h1 className="header__brand">
        <Mark />
        <span>Doorbuster</span>
      </h1>
      <Suspense fallback={<MenusToCome />}>
        <Menus />
      </Suspense>
      <DocumentName />
      <ActionButton action={actionNamed("scenarios")}>Scenarios</ActionButton>
      <span className="header__history">
        <ActionButton action={actionNamed("undo")} look="quiet" iconOnly />
        <ActionButton action={actionNamed("redo")} look="quiet" iconOnly />
      </span>
      <span className="header__space" />
      <RunControls />
      <ActionButton action={actionNamed("commands")} look="quiet" iconOnly />
      <ActionButton action={actionNamed("theme")} look="quiet" iconOnly />
    </header>
  );
}

/** Keeps the menus' place until their code is there. */
function MenusToCome() {
  return (
    <span className="header__menus" aria-hidden="true">
      {MENUS.map((name) => (
        <span key={name} className="button button--quiet">
          {name}
        </span>
      ))}
    </span>
  );
}

function Mark() {
  return (
    <svg width="20" height="20" viewBox="0 0 32 32" aria-hidden="true">
      <path d="M10 27V7l12-2.4V27z" fill="none" stroke="var(--accent)" strokeWidth="2.8" strokeLinejoin="round" />
      <circle cx="18.4" cy="16.6" r="2" fill="var(--accent)" />
    </svg>
  );
}
