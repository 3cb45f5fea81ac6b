/** The crash matrix of the plain checkout: in two wirings, for a patient and an impatient driver, with one protection off. */
import { crashMatrix, type Extent, type Verdict } from "../../src/cli/matrix/cells.ts";
import type { ComponentInput, DocumentInput } from "../../src/model/index.ts";
import { parseDocument } from "../../src/model/index.ts";
import { checkout, rebuilt } from "../checkout.ts";

/** What a checkout protects itself with: the component and its setting. */
export const PROTECTIONS = [
  ["orchestrator", "durableLog"],
  ["inventory", "idempotencyKeys"],
  ["payment", "idempotencyKeys"],
  ["shipping", "idempotencyKeys"],
  ["inventory", "tombstones"],
  ["payment", "tombstones"],
  ["shipping", "tombstones"],
] as const;
export type Protection = (typeof PROTECTIONS)[number];

/** How the checkout is drawn, and how often its driver tries again. */
export interface Variant {
  readonly name: string;
  /** gateway -> queue -> orchestrator, or gateway -> orchestrator. */
  readonly queue: boolean;
  readonly retries: number;
}

export const VARIANTS: readonly Variant[] = [
  { name: "queue, no retries", queue: true, retries: 0 },
  { name: "queue, 3 retries", queue: true, retries: 3 },
  { name: "no queue, no retries", queue: false, retries: 0 },
  { name: "no queue, 3 retries", queue: false, retries: 3 },
];

/** A checkout that guards its calls, with everything on but `off`. */
export function guarded({ queue, retries }: Variant, off: Protection | null): DocumentInput {
  const without = (component: string) => (off?.[0] === component ? { [off[1]]: false } : {});
  const document = checkout({
    calls: { timeout: "1s", retries: { max: retries, jitter: false } },
    orchestrator: { lease: "500ms", workers: 16, ...without("orchestrator") },
    inventory: {
      operations: { reserve: "80ms", confirm: "30ms" },
      items: [{ id: "item", stock: 2 }],
      ...without("inventory"),
    },
    payment: without("payment"),
    shipping: without("shipping"),
  });
  return queue ? document : rebuilt(document, withoutQueue);
}

function withoutQueue(
  components: readonly ComponentInput[],
  links: NonNullable<NonNullable<DocumentInput["architecture"]>["links"]>,
) {
  return {
    components: components.filter(({ kind }) => kind !== "queue"),
    links: [
      ...links.filter(({ from, to }) => from !== "orders" && to !== "orders"),
      { from: "gateway", to: "orchestrator", latency: "1ms" },
    ],
  };
}

/** Every cell of a document. */
export function cellsOf(document: DocumentInput, extent: Extent): Verdict[] {
  const parsed = parseDocument(document);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return [...crashMatrix({ document, scenario: parsed.scenario }, extent)];
}

/** The variants in which a missing protection can show: without a log it matters whether a queue keeps the message. */
export function variantsFor(off: Protection | null): readonly Variant[] {
  return VARIANTS.filter(({ queue }) => queue || off?.[1] === "durableLog");
}

/** The cells of one order whose driver is killed, if at all, at the call that is struck. */
export function cellsWithout(off: Protection | null): { readonly variant: Variant; readonly verdict: Verdict }[] {
  return variantsFor(off).flatMap((variant) =>
    cellsOf(guarded(variant, off), { orders: [1], laterCrashes: false }).map((verdict) => ({ variant, verdict })),
  );
}
