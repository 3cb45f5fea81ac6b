/** A hundredth of the canonical flash sale, against SimPy. */
import { job } from "../child.ts";
import { sale } from "../documents.ts";
import type { SaleAnswer } from "../jobs/sale.ts";
import { count, inTurn, median, table, times } from "../measure.ts";
import { type ReferenceAnswer, simpy as startSimpy } from "../references.ts";
import { atLeast, type Findings, type Section } from "../section.ts";

const SCALE = 0.01;
const SEEDS = 20;
const WARM_UP = 5;

async function measure(): Promise<Findings> {
  const python = startSimpy(SCALE);
  if (python === null)
    return { text: "There is no Python with SimPy on this machine, so nothing could be compared.", targets: [] };
  const engine = job("sale");
  for (let seed = 1; seed <= WARM_UP; seed++) await engine.ask({ document: sale({ scale: SCALE, seed }) });
  let mine = 0;
  let theirs = 0;
  const [ours = [], others = []] = await inTurn<number>(SEEDS, [
    async () => {
      const { orders, seconds } = await engine.ask<SaleAnswer>({ document: sale({ scale: SCALE, seed: ++mine }) });
      return orders / seconds;
    },
    async () => {
      const { orders, seconds } = await python.ask<ReferenceAnswer>(++theirs);
      return orders / seconds;
    },
  ]);
  await engine.end();
  await python.end();
  const ratio = median(ours) / median(others);
  return {
    text: `The canonical flash sale at a hundredth of its load, 30,000 orders, in [SimPy](../bench/reference/flash_sale_simpy.py) and in the engine: ${SEEDS} seeds in turn in
one process each, medians; the engine has run ${WARM_UP} others before.

${table(
  ["", "orders/s"],
  [
    ["Doorbuster", count(median(ours))],
    ["SimPy", count(median(others))],
    ["ratio", times(ratio)],
  ],
)}`,
    targets: [
      atLeast("orders a second at a hundredth of the load / SimPy", ratio, 60, (value) => `${value.toFixed(0)}x`),
    ],
  };
}

export const simpy: Section = { name: "simpy", title: "Against SimPy", measure };
