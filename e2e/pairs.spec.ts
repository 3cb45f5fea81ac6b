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
    await page.getByRole("button", { name: `${which} protection: Lost acknowledgement` }).click();
    await expect(page.getByLabel("Name of the document")).toHaveValue(document);
    await run(page);
    await expect(page.getByText("Is the money right?")).toBeVisible();
    await expect(wrong).toHaveCount(count);
  }
});
