import { useEffect, useState } from "react";
import { oracleOf } from "../../analysis/index.ts";
import type { Oracle } from "../../model/index.ts";
import type { FinishedRun } from "./finished-run.ts";

/** What arithmetic says beside a run; null until it is worked out, in a task of its own, so that the page is shown first. */
export function useOracle({ scenario, result, frames }: FinishedRun): Oracle | null {
  const [known, setKnown] = useState<{ readonly of: FinishedRun["result"]; readonly oracle: Oracle } | null>(null);
  useEffect(() => {
    const later = setTimeout(() => setKnown({ of: result, oracle: oracleOf(scenario, result, frames) }));
    return () => clearTimeout(later);
  }, [scenario, result, frames]);
  return known !== null && known.of === result ? known.oracle : null;
}
