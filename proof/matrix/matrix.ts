/** The crash matrix of the plain checkout: in two wirings, for a patient and an impatient driver, paid in one step or in two, with one protection off. */
import { crashMatrix, type Extent, type Verdict } from "../../src/cli/matrix/cells.ts";
import type { ComponentInput, DocumentInput } from "../../src/model/index.ts";
import { parseDocument } from "../../src/model/index.ts";
import { CAPTURING, checkout, rebuilt, SAGA } from "../checkout.ts";

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
  /** The money is authorized first and captured later, rather than charged at once. */
  readonly captures: boolean;
}

export const VARIANTS: readonly Variant[] = [
  { name: "queue, no retries", queue: true, retries: 0, captures: false },
  { name: "queue, 3 retries", queue: true, retries: 3, captures: false },
  { name: "no queue, no retries", queue: false, retries: 0, captures: false },
  { name: "no queue, 3 retries", queue: false, retries: 3, captures: false },
  { name: "authorize and capture, no retries", queue: true, retries: 0, captures: true },
  { name: "authorize and capture, 3 retries", queue: true, retries: 3, captures: true },
];

/** A checkout that guards its calls, with everything on but `off`. */
export function guarded({ queue, retries, captures }: Variant, off: Protection | null): DocumentInput {
  const without = (component: string) => (off?.[0] === component ? { [off[1]]: false } : {});
  const document = checkout({
    calls: { timeout: "1s", retries: { max: retries, jitter: false } },
    orchestrator: { lease: "500ms", workers: 16, saga: captures ? CAPTURING : SAGA, ...without("orchestrator") },
    inventory: {
      operations: { reserve: "80ms", confirm: "30ms" },
      items: [{ id: "item", stock: 2 }],
      ...without("inventory"),
    },
    payment: {
      // A refund that is quick enough for a late capture to come between it and the void, which nothing gets past.
      operations: { charge: "500ms", ...(captures && { refund: "20ms" }) },
      ...without("payment"),
    },
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

/**
 * The variants in which a missing protection can show: without a log it matters whether a queue keeps the message, and
 * what becomes of an authorization is up to payment.
 */
export function variantsFor([component, setting]: Protection): readonly Variant[] {
  return VARIANTS.filter(
    ({ queue, captures }) => (queue || setting === "durableLog") && (!captures || component === "payment"),
  );
}

/** The cells of one order whose driver is killed, if at all, at the call that is struck. */
export function cellsWithout(off: Protection): { readonly variant: Variant; readonly verdict: Verdict }[] {
  return variantsFor(off).flatMap((variant) =>
    cellsOf(guarded(variant, off), { orders: [1], laterCrashes: false }).map((verdict) => ({ variant, verdict })),
  );
}
