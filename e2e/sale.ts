/** What the tests do with the page again and again. */
import { expect, type Locator, type Page } from "@playwright/test";

/** Opens the page and waits for the drawing. */
export async function openPage(page: Page): Promise<void> {
  await page.goto("/");
  await expect(page.getByRole("region", { name: "Canvas" })).toBeVisible();
}

/** The card of a component, by its id. */
export function card(page: Page, id: string): Locator {
  return page.locator(`[data-component="${id}"]`);
}

/** Chooses from one of the menus in the header. */
export async function choose(page: Page, menu: string, item: string | RegExp): Promise<void> {
  await page.getByRole("button", { name: menu, exact: true }).click();
  await page.getByRole("menuitem", { name: item }).click();
}

/** A canvas with nothing on it. */
export async function emptyCanvas(page: Page): Promise<void> {
  await openPage(page);
  await choose(page, "File", /^New/);
  await expect(page.getByRole("heading", { name: "Nothing is drawn yet" })).toBeVisible();
}

/** Adds a component from the palette. */
export async function add(page: Page, label: string): Promise<void> {
  await page
    .getByRole("navigation", { name: "Components" })
    .getByRole("button", { name: label, exact: true })
    .press("Enter");
}

/** Links two components without the pointer. `to` is the name of the other one. */
export async function connect(page: Page, from: string, to: string): Promise<void> {
  await page.locator(`.react-flow__node[data-id="${from}"]`).focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Alt+c");
  const search = page.getByRole("combobox", { name: "Connect to" });
  await search.fill(`to ${to}`);
  await search.press("Enter");
  await expect(page.getByRole("dialog")).toHaveCount(0);
}

/** Draws a checkout with one service, by keyboard alone. */
export async function drawCheckout(page: Page): Promise<void> {
  for (const label of ["Shoppers", "API gateway", "Order queue", "Order orchestrator", "Payment service"]) {
    await add(page, label);
  }
  await connect(page, "shoppers", "API gateway");
  await connect(page, "gateway", "Order queue");
  await connect(page, "queue", "Order orchestrator");
  await connect(page, "orchestrator", "Payment service");
  await page.locator('.react-flow__node[data-id="orchestrator"]').focus();
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Add step" }).press("Enter");
}

/** Runs and waits for the end. */
export async function run(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Run", exact: true }).click();
  await expect(page.getByText(/^Done in /)).toBeVisible({ timeout: 240_000 });
}

/** The raw value of a headline figure. */
export async function figure(page: Page, path: string): Promise<number> {
  const value = await page.locator(`[data-figure="${path}"]`).first().getAttribute("data-value");
  return Number(value);
}

/** The document as it would be saved, out of the browser's own storage. */
export async function storedDocument(page: Page): Promise<StoredDocument> {
  return page.evaluate(
    () =>
      new Promise<StoredDocument>((resolve, reject) => {
        const opening = indexedDB.open("doorbuster");
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const reading = opening.result.transaction("work").objectStore("work").get("document");
          reading.onsuccess = () => resolve(reading.result as StoredDocument);
          reading.onerror = () => reject(reading.error);
        };
      }),
  );
}

interface StoredDocument {
  readonly name?: string;
  readonly architecture: {
    readonly components: readonly {
      readonly id: string;
      readonly position?: { readonly x: number; readonly y: number };
      readonly config?: Readonly<Record<string, unknown>>;
    }[];
    readonly links: readonly {
      readonly from: string;
      readonly to: string;
      readonly latency?: string;
      readonly circuitBreaker?: unknown;
    }[];
  };
  readonly run?: Readonly<Record<string, unknown>>;
  readonly faults?: readonly unknown[];
}
