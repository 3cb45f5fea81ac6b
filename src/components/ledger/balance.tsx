import type { ReactNode } from "react";
import { Icon } from "../theme/index.ts";

/** Whether the lines above add up, said in words. */
export function Balance({ holds, children }: { readonly holds: boolean; readonly children: ReactNode }) {
  return (
    <p className={holds ? "ledger-balance" : "ledger-balance ledger-balance--wrong"} data-balanced={holds}>
      <Icon name={holds ? "check" : "triangle-alert"} size={14} />
      <span>{children}</span>
    </p>
  );
}
