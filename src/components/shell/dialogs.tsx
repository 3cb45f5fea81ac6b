import { lazy, Suspense } from "react";
import { useView } from "../../state/index.ts";

const CommandPalette = lazy(() => import("./command-palette.tsx"));
const ConnectDialog = lazy(() => import("./connect-dialog.tsx"));
const ScenarioDialog = lazy(() => import("../scenarios/scenario-dialog.tsx"));

/** The dialog that is open, its code loaded when it opens first. */
export function Dialogs() {
  const dialog = useView((state) => state.dialog);
  return (
    <Suspense fallback={null}>
      {dialog === "commands" && <CommandPalette />}
      {dialog === "connect" && <ConnectDialog />}
      {dialog === "scenarios" && <ScenarioDialog />}
    </Suspense>
  );
}
