/** The canonical flash sale, and the shipped one, against hand-written C++. */
import { askOnce, job } from "../child.ts";
import { CANONICAL, shipped } from "../documents.ts";
import type { SaleAnswer } from "../jobs/sale.ts";
import { count, inTurn, median, seconds, table, times } from "../measure.ts";
import { compiled } from "../references.ts";
import { atMost, type Findings, type Section, type Target } from "../section.ts";

const ROUNDS = 7;

async function measure(): Promise<Findings> {
  const wheel = compiled("wheel");
  const heap = compiled("heap");
  // A process of its own each time, as on the command line: starting is not timed, but the compiler warms up in it.
  const ours = (document: unknown) => askOnce<SaleAnswer>(job("sale"), { document });
  const jobs = {
    "Doorbuster, the canonical flash sale": () => ours(CANONICAL),
    "Doorbuster, the shipped flash sale": () => ours(shipped("flash-sale.json")),
    ...(wheel !== null && { "C++, calendar wheel": async () => wheel(1) }),
    ...(heap !== null && { "C++, 4-ary heap": async () => heap(1) }),
  };
  const names = Object.keys(jobs);
  const answers = await inTurn<{ orders: number; seconds: number }>(ROUNDS, Object.values(jobs));
  const took = answers.map((of) => median(of.map((answer) => answer.seconds)));
  const [canonical = Number.NaN, flashSale = Number.NaN, wheelTime, heapTime] = took;
  const rows = names.map((name, index) => {
    const time = took[index] ?? Number.NaN;
    const orders = answers[index]?.[0]?.orders ?? 0;
    const against = (other: number | undefined) => (other === undefined ? "" : times(time / other));
    return [name, count(orders), seconds(time), count(orders / time), against(wheelTime), against(heapTime)];
  });
  const targets: Target[] = [];
  if (wheelTime !== undefined && heapTime !== undefined) {
    targets.push(
      atMost("canonical flash sale / C++ wheel", canonical / wheelTime, 2.5, times),
      atMost("canonical flash sale / C++ heap", canonical / heapTime, 1.6, times),
      atMost("canonical flash sale / C++ heap, the next goal", canonical / heapTime, 1, times),
      atMost("shipped flash sale / C++ wheel", flashSale / wheelTime, 7, times),
      atMost("shipped flash sale / C++ wheel, the next goal", flashSale / wheelTime, 4, times),
    );
  }
  const without =
    wheel === null ? "\n\nThere is no g++ on this machine, so the C++ references could not be compiled.\n" : "";
  return {
    text: `Three million orders in a minute: [the document](../bench/canonical-flash-sale.json) and the same model written by hand in
[C++](../bench/reference/flash_sale.cpp), which can do nothing else. The shipped flash sale has links, a log, holds that expire and back-pressure
besides. Medians of ${ROUNDS} runs in turn, a fresh process each; ours keeps the ledger, the timelines, the histograms and the digest as always.

${table(["", "orders", "seconds", "orders/s", "/ C++ wheel", "/ C++ heap"], rows)}${without}`,
    targets,
  };
}

export const canonical: Section = { name: "canonical", title: "Against hand-written C++", measure };
