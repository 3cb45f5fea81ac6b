import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "./fixtures.ts";
import { choose, openPage } from "./sale.ts";

test("replications: intervals and bands, in the dark as well", async ({ page }) => {
  await openPage(page);
  await page.getByRole("button", { name: "Scenarios" }).click();
  await page.locator('[data-scenario="last-units"]').click();
  await choose(page, "Experiments", /^Replicate/);
  await page.getByLabel("Seeds").fill("4");
  await page.getByRole("button", { name: "Replicate", exact: true }).last().click();
  const found = page.getByRole("region", { name: "Replications" });
  await expect(found).toBeVisible({ timeout: 60_000 });
  await expect(found.locator('[data-replicated="orders.completed"]')).toContainText("500");
  await expect(found.getByRole("img")).toHaveCount(4);
  for (const theme of ["light", "dark"]) {
    if (theme === "dark") await page.getByRole("button", { name: "Light or dark" }).click();
    const { violations } = await new AxeBuilder({ page }).include(".results").analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
  }
});

test("experiments refuse what makes no sense, and are cancelled at once", async ({ page }) => {
  await openPage(page);
  await choose(page, "Experiments", /^Replicate/);
  const start = page.getByRole("button", { name: "Replicate", exact: true }).last();
  await page.getByLabel("Seeds").fill("1");
  await expect(start).toHaveAttribute("aria-disabled", "true");
  await page.getByLabel("Seeds").fill("8");
  await start.click();
  await expect(page.getByRole("progressbar", { name: "Experiment progress" })).toBeVisible();
  await expect(page.getByText(/^0 of 8 runs · [1-9]/)).toBeVisible();
  // Measured in the page: what the test itself takes does not count. A thread that does not answer is replaced after 2 s.
  const took = await page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const bar = document.querySelector(".experiments__progress");
        const asked = performance.now();
        new MutationObserver(() => {
          if (!document.contains(bar)) resolve(performance.now() - asked);
        }).observe(document.body, { childList: true, subtree: true });
        bar?.querySelector("button")?.click();
      }),
  );
  expect(took).toBeLessThan(1000);
  await expect(page.getByRole("region", { name: "Replications" })).toHaveCount(0);
});

test("a design is compared with its pair under the same luck", async ({ page }) => {
  await openPage(page);
  await page.getByRole("button", { name: "Scenarios" }).click();
  await page.getByRole("button", { name: "Without protection: Lost acknowledgement" }).click();
  await choose(page, "Experiments", /^Compare/);
  await page.getByLabel("Compare with").selectOption({ label: "Lost acknowledgement: with" });
  await page.getByLabel("Seeds").fill("4");
  await page.getByRole("button", { name: "Compare", exact: true }).last().click();
  const found = page.getByRole("region", { name: "Comparison" });
  await expect(found).toBeVisible({ timeout: 60_000 });
  await expect(found.locator('[data-compared="ledger.violations.doubleCharges"]')).toHaveAttribute(
    "data-verdict",
    "less",
  );
  await expect(found.locator('[data-compared="orders.arrived"]')).toHaveAttribute("data-verdict", "same");
});

test("a sweep shows its curve and its knee, and a map of two settings", async ({ page }) => {
  await openPage(page);
  await page.getByRole("button", { name: "Scenarios" }).click();
  await page.locator('[data-scenario="last-units"]').click();
  await choose(page, "Experiments", /^Sweep/);
  await page.getByLabel("Setting", { exact: true }).selectOption({ label: "Inventory service: Servers" });
  await page.getByLabel("Setting: from", { exact: true }).fill("20");
  await page.getByLabel("Setting: to", { exact: true }).fill("400");
  await page.getByLabel("Setting: steps", { exact: true }).fill("6");
  await page.locator(".results").getByLabel("Figure").selectOption("backlog.drainedAt");
  await page.getByRole("button", { name: "Sweep", exact: true }).last().click();
  const found = page.getByRole("region", { name: "Sweep" });
  await expect(found).toBeVisible({ timeout: 60_000 });
  await expect(found.getByRole("img")).toBeVisible();
  await expect(found.locator('[data-knee="true"]')).toHaveCount(1);

  await page.getByLabel("Setting: steps", { exact: true }).fill("2");
  await page.getByLabel("Second setting", { exact: true }).selectOption({ label: "Order orchestrator: Workers" });
  await page.getByLabel("Second setting: steps").fill("3");
  await page.getByRole("button", { name: "Sweep", exact: true }).last().click();
  await expect(found.locator("td.heat")).toHaveCount(6, { timeout: 60_000 });
  await expect(found.getByRole("img")).toHaveCount(0);

  await page.getByLabel("Setting: from", { exact: true }).fill("none");
  await page.getByRole("button", { name: "Sweep", exact: true }).last().click();
  await expect(page.getByRole("alert").filter({ hasText: "number" })).toContainText("neither a number nor a duration");
});
