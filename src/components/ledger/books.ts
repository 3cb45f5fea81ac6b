import type { Frames, RunResult } from "../../model/index.ts";
import { levelAt, type Moment } from "../playback/moment.ts";

/** The ledger at a moment. */
export interface Books {
  readonly units: { readonly stock: number; readonly available: number; readonly held: number; readonly sold: number };
  readonly money: { readonly captured: number; readonly refunded: number; readonly completedValue: number };
  readonly orders: {
    readonly arrived: number;
    readonly completed: number;
    readonly failed: number;
    readonly rejected: number;
    readonly stuck: number;
    readonly lost: number;
    readonly inFlight: number;
  };
  readonly violations: number;
}

/** Opens the books at a moment: at the end as the result has them, before that as they were sampled. */
export function booksAt(result: RunResult, { series }: Frames, moment: Moment): Books {
  const { stock } = result.ledger.units;
  if (moment === "end") {
    const violations = Object.values(result.ledger.violations).reduce((sum, count) => sum + count, 0);
    return { ...result.ledger, orders: result.orders, violations };
  }
  const at = (name: keyof typeof series) => levelAt(series[name], moment);
  return {
    units: {
      stock,
      available: moment < 0 ? stock : at("unitsAvailable"),
      held: at("unitsHeld"),
      sold: at("unitsSold"),
    },
    money: {
      captured: at("moneyCaptured"),
      refunded: at("moneyRefunded"),
      completedValue: at("completedValue"),
    },
    orders: {
      arrived: at("arrived"),
      completed: at("completed"),
      failed: at("failed"),
      rejected: at("rejected"),
      stuck: at("stuck"),
      lost: at("lost"),
      inFlight: at("inFlight"),
    },
    violations: at("violations"),
  };
}
