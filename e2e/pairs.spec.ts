import { expect, test } from "./fixtures.ts";
import { openPage, run } from "./sale.ts";

test("a pair opens without its protection and with it, and shows the difference", async ({ page }) => {
  await openPage(page);
  const wrong = page.getByText(/too much was kept/);
  for (const [which, document, count] of [
    ["Without", "Lost acknowledgement, without idempotency keys", 1],
    ["With", "Lost acknowledgement, with idempotency keys", 0],
  ] as const) {
    await page.getByRole("button", { name: "Scenarios" }).click();
    await expect(page.getByText("Without: order 70 at 2.7 s (Double charges).").first()).toBeVisible();
    await page.getByRole("button", { name: `${which} protection: Lost acknowledgement` }).click();
    await expect(page.getByLabel("Name of the document")).toHaveValue(document);
    await run(page);
    await expect(page.getByText("Is the money right?")).toBeVisible();
    await expect(wrong).toHaveCount(count);
    const examples = page.getByRole("region", { name: "Orders to look at" });
    await expect(examples.getByRole("row", { name: "Double charges 70 2.7 s" })).toHaveCount(count);
    await expect(examples.getByRole("row", { name: /^Slowest to complete/ })).toHaveCount(1);
  }
});
