import { CSPProvider } from "@base-ui/react/csp-provider";
import { Dialog as Base } from "@base-ui/react/dialog";
import type { ReactNode } from "react";
import { useView } from "../../state/index.ts";
import { Icon } from "../theme/index.ts";

interface DialogProps {
  readonly title: string;
  readonly children: ReactNode;
}

/** A dialog over the page. Escape, a click beside it and its button close it. */
export function Dialog({ title, children }: DialogProps) {
  return (
    <CSPProvider disableStyleElements>
      <Base.Root open onOpenChange={(open) => !open && useView.getState().closeDialog()}>
        <Base.Portal>
          <Base.Backdrop className="dialog__backdrop" />
          <Base.Popup className="popup dialog">
            <Base.Title className="dialog__title">{title}</Base.Title>
            <div className="dialog__body">{children}</div>
            {/* Last, so that what the dialog is for has the focus first. */}
            <Base.Close className="dialog__close button button--quiet button--icon button--small" aria-label="Close">
              <Icon name="x" size={14} />
            </Base.Close>
          </Base.Popup>
        </Base.Portal>
      </Base.Root>
    </CSPProvider>
  );
}
