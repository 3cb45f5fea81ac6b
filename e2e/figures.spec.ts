import { readFileSync } from "node:fs";
import { expect, test } from "./fixtures.ts";
import { card, choose, figure, openPage, run } from "./sale.ts";

const FINGERPRINTS: Readonly<Record<string, string>> = JSON.parse(
  readFileSync(new URL("../proof/fingerprints.json", import.meta.url), "utf8"),
);

test("the flash sale's figures stand on the page, at the end and at 30 s, and payment is what limits it", async ({
  page,
}) => {
  test.setTimeout(600_000);
  await openPage(page);
  await run(page);
  expect(await page.locator('[data-figure="run.digest"]').getAttribute("data-value")).toBe(FINGERPRINTS["flash-sale"]);
  const peak = await figure(page, "backlog.peak");
  const drained = await figure(page, "backlog.drainedAt");
  expect(Math.abs(peak / 2_700_000 - 1)).toBeLessThan(0.01);
  expect(Math.abs(drained / 600 - 1)).toBeLessThan(0.01);

  await page.getByRole("slider", { name: "Time in the run" }).fill("30");
  await expect(card(page, "orders").locator('[data-card-figure="queue"]')).toHaveText(/^1\.3[4-6] M$/);
  await page.getByRole("tab", { name: "Ledger" }).click();
  const waiting = await page.locator('[data-ledger="orders.inFlight"]').getAttribute("data-value");
  expect(Math.abs(Number(waiting) / 1_350_000 - 1)).toBeLessThan(0.01);
  await page.getByRole("tab", { name: "Charts" }).click();
  await expect(page.getByRole("list", { name: "Lines of Backlog" })).toContainText(/1\.3[4-6] M/);

  await page.getByRole("tab", { name: "Overview" }).click();
  await card(page, "payment").click();
  const servers = page.getByRole("textbox", { name: "Servers" });
  await servers.fill("1250");
  await servers.press("Enter");
  await page.getByRole("button", { name: "Run", exact: true }).click();
  const preview = page.getByText(/^Scaled preview/);
  await expect(preview).toBeVisible();
  await expect(preview).toHaveCount(0, { timeout: 240_000 });
  expect(Math.abs((await figure(page, "backlog.drainedAt")) / (2 * drained) - 1)).toBeLessThan(0.02);
});

for (const [slug, digest] of Object.entries(FINGERPRINTS).filter(([name]) => name !== "flash-sale")) {
  test(`${slug} gives the same digest in the browser as everywhere`, async ({ page }) => {
    test.setTimeout(180_000);
    await openPage(page);
    await page.getByRole("button", { name: "Scenarios" }).click();
    await page.locator(`[data-scenario="${slug}"]`).click();
    await run(page);
    expect(await page.locator('[data-figure="run.digest"]').getAttribute("data-value")).toBe(digest);
  });
}

test("the report opens from disk with the network off, and says what the run said, hostile names as text", async ({
  page,
  browser,
}) => {
  const hostile = '<img src="x" onerror="globalThis.stolen = true"> "&\'';
  await openPage(page);
  await page.getByRole("button", { name: "Scenarios" }).click();
  await page.locator('[data-scenario="last-units"]').click();
  const name = page.getByLabel("Name of the document");
  await name.fill(hostile);
  await name.press("Enter");
  await run(page);
  const download = page.waitForEvent("download");
  await choose(page, "File", "Download report (HTML)");
  const path = await (await download).path();
  const saved = `${path}.html`;
  await (await download).saveAs(saved);

  const context = await browser.newContext({ offline: true });
  const report = await context.newPage();
  await report.goto(`file://${saved}`);
  for (const figureName of ["orders.completed", "ledger.units.sold", "backlog.peak", "latency.acceptance.p99"]) {
    const value = await report.locator(`[data-figure="${figureName}"]`).first().getAttribute("data-value");
    const shown = await page.locator(`[data-figure="${figureName}"]`).count();
    if (shown > 0) expect(Number(value), figureName).toBeCloseTo(await figure(page, figureName), 9);
    else expect(Number(value), figureName).toBe(500);
  }
  await expect(report.getByRole("heading", { level: 1 })).toContainText(hostile);
  expect(await report.evaluate(() => "stolen" in globalThis)).toBe(false);
  await context.close();
});
