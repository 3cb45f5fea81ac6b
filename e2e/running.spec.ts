import { expect, test } from "./fixtures.ts";
import { card, figure, openPage, run } from "./sale.ts";

test("the flash sale runs beside the page: it is never blocked, and nothing moves", async ({ page }) => {
  test.setTimeout(300_000);
  await page.addInitScript(() => {
    const seen = { longest: 0, shift: 0 };
    Object.assign(globalThis, { seen });
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) seen.longest = Math.max(seen.longest, duration);
    }).observe({ type: "longtask" });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) seen.shift += (entry as unknown as { value: number }).value;
    }).observe({ type: "layout-shift" });
  });
  await openPage(page);
  const boxes = () => Promise.all(["shoppers", "payment"].map((id) => card(page, id).boundingBox()));
  const before = await boxes();
  const reset = () =>
    page.evaluate(() => Object.assign((globalThis as unknown as { seen: object }).seen, { longest: 0, shift: 0 }));
  const seen = () => page.evaluate(() => (globalThis as unknown as { seen: { longest: number; shift: number } }).seen);
  await reset();
  await page.getByRole("button", { name: "Run", exact: true }).click();
  const progress = page.getByRole("progressbar", { name: "Run progress" });
  await expect(progress).toContainText("orders");
  const first = await progress.textContent();
  await expect(progress).not.toHaveText(first ?? "");
  const during = await seen();
  expect(during.longest, "the longest task while it runs, in ms").toBeLessThan(200);
  expect(during.shift).toBeLessThan(0.001);
  await expect(page.getByText(/^Done in /)).toBeVisible({ timeout: 240_000 });
  expect(await boxes()).toEqual(before);

  expect(await figure(page, "orders.arrived")).toBeGreaterThan(2_990_000);
  expect(await figure(page, "backlog.peak")).toBeGreaterThan(2_600_000);
  await expect(card(page, "orders").locator('[data-card-figure="peakQueue"]')).toContainText("M");
});

test("a run is paused, goes on, and is cancelled, each at once", async ({ page }) => {
  await openPage(page);
  await page.getByRole("button", { name: "Run", exact: true }).click();
  await expect(page.getByRole("progressbar")).toContainText("orders");

  await page.getByRole("button", { name: "Pause" }).click();
  await expect(page.getByText("Paused", { exact: true })).toBeVisible();
  await page.waitForTimeout(150);
  const standing = await page.getByRole("progressbar").textContent();
  await page.waitForTimeout(400);
  expect(await page.getByRole("progressbar").textContent()).toBe(standing);

  await page.getByRole("button", { name: "Resume" }).click();
  await expect(page.getByRole("progressbar")).not.toHaveText(standing ?? "");

  const asked = Date.now();
  await page.getByRole("button", { name: "Cancel" }).click();
  await expect(page.getByText("Preview 1:125 only")).toBeVisible();
  expect(Date.now() - asked).toBeLessThan(1000);

  await page.keyboard.press("ControlOrMeta+Enter");
  await expect(page.getByRole("progressbar")).toContainText("orders");
  await page.keyboard.press("Escape");
  await expect(page.getByText("Preview 1:125 only")).toBeVisible();
});

test("results of another version of the document are marked, and not after going back", async ({ page }) => {
  await openPage(page);
  await page.getByRole("button", { name: "Scenarios" }).click();
  await page.locator('[data-scenario="checkout-baseline"]').click();
  await run(page);
  const mark = page.getByText("Changed since this run");
  await card(page, "payment").click();
  const servers = page.getByLabel("Servers", { exact: true });
  await servers.fill("77");
  await servers.press("Enter");
  await expect(mark).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(mark).toHaveCount(0);
  await card(page, "payment").hover();
  await page.mouse.down();
  await page.mouse.move(700, 400, { steps: 4 });
  await page.mouse.up();
  await expect(mark, "where it is drawn does not matter").toHaveCount(0);
});

test("playback shows what each component did at that moment", async ({ page }) => {
  await openPage(page);
  await page.getByRole("button", { name: "Scenarios" }).click();
  await page.locator('[data-scenario="spike-100x"]').click();
  await run(page);
  const out = card(page, "shoppers").locator('[data-card-figure="throughput"]');
  const slider = page.getByRole("region", { name: "Playback" }).getByRole("slider");
  await slider.focus();
  await page.keyboard.press("End");
  await expect(out).toHaveText("0/s");
  await page.keyboard.press("Home");
  await page.keyboard.press("ArrowRight");
  await expect(out).not.toHaveText("0/s");
});

test("a scaled preview answers first, labelled as one, and the full run replaces it", async ({ page }) => {
  test.setTimeout(300_000);
  await openPage(page);
  await page.getByRole("button", { name: "Run", exact: true }).click();
  const label = page.getByText("Scaled preview 1:125");
  await expect(label).toBeVisible();
  const glimpse = await figure(page, "backlog.peak");
  await page.getByRole("button", { name: "File", exact: true }).click();
  await expect(page.getByRole("menuitem", { name: "Download report (HTML)" })).toHaveAttribute("aria-disabled", "true");
  await page.keyboard.press("Escape");
  await expect(page.getByText(/^Done in /)).toBeVisible({ timeout: 240_000 });
  await expect(label).toHaveCount(0);
  const full = await figure(page, "backlog.peak");
  expect(full).not.toBe(glimpse);
  expect(Math.abs(glimpse / full - 1)).toBeLessThan(0.02);
});
