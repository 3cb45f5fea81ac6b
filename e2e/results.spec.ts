import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";

/** Opens the smallest of the shipped scenarios and runs it. */
async function runLastUnits(page: Page) {
  await page.goto("/");
  await page.getByRole("button", { name: "Scenarios" }).click();
  await page.getByRole("button", { name: /The last 500 units/ }).click();
  await page.getByRole("button", { name: "Run", exact: true }).click();
  await expect(page.locator('[data-figure="orders.arrived"]').first()).toHaveAttribute("data-value", /^[1-9]\d*$/);
}

async function open(page: Page, tab: string) {
  await page.getByRole("tab", { name: tab }).click();
}

async function ledgerValue(page: Page, path: string): Promise<number> {
  return Number(await page.locator(`[data-ledger="${path}"]`).getAttribute("data-value"));
}

const slider = (page: Page) => page.getByRole("slider", { name: "Time in the run" });

test("the books add up at every moment, and end as the result does", async ({ page }) => {
  await runLastUnits(page);
  await open(page, "Ledger");
  await slider(page).focus();
  for (const key of ["Home", "PageUp", "PageUp", "ArrowRight", "Shift+ArrowRight", "PageUp", "End"]) {
    await page.keyboard.press(key);
    const [stock, available, held, sold] = await Promise.all(
      ["units.stock", "units.available", "units.held", "units.sold"].map((path) => ledgerValue(page, path)),
    );
    expect(available + held + sold, key).toBe(stock);
    const fates = ["completed", "failed", "rejected", "stuck", "lost", "inFlight"];
    const orders = await Promise.all(fates.map((fate) => ledgerValue(page, `orders.${fate}`)));
    expect(
      orders.reduce((sum, count) => sum + count, 0),
      key,
    ).toBe(await ledgerValue(page, "orders.arrived"));
  }
  expect(await ledgerValue(page, "units.sold")).toBe(500);
  expect(await ledgerValue(page, "violations")).toBe(0);
  expect(await ledgerValue(page, "money.rest")).toBe(0);
});

test("the time is moved by keys, in finer steps with shift", async ({ page }) => {
  await runLastUnits(page);
  await slider(page).focus();
  const time = async () => Number(await slider(page).inputValue());
  await page.keyboard.press("End");
  const end = await time();
  await page.keyboard.press("Home");
  expect(await time()).toBe(0);
  await page.keyboard.press("ArrowRight");
  expect(await time()).toBeCloseTo(end / 100, 6);
  await page.keyboard.press("Shift+ArrowRight");
  expect(await time()).toBeCloseTo((end / 100) * 1.1, 6);
  await page.keyboard.press("PageUp");
  expect(await time()).toBeCloseTo((end / 100) * 11.1, 6);
});

test("playback stops at the end", async ({ page }) => {
  await runLastUnits(page);
  await slider(page).focus();
  await page.keyboard.press("End");
  await page.keyboard.press("ArrowLeft");
  await page.getByRole("button", { name: "Play the run back" }).click();
  await expect(page.getByRole("button", { name: "Play the run back" })).toBeVisible();
  expect(await slider(page).inputValue()).toBe(await slider(page).getAttribute("max"));
});

test("pressing and dragging on a chart moves the time", async ({ page }) => {
  await runLastUnits(page);
  await open(page, "Charts");
  const drawing = page.locator('[data-chart="backlog"] .recharts-cartesian-grid');
  await expect(drawing).toBeVisible();
  const box = await drawing.boundingBox();
  if (box === null) throw new Error("the chart has no size");
  const end = Number(await slider(page).getAttribute("max"));
  const share = async () => Number(await slider(page).inputValue()) / end;
  await page.mouse.move(box.x + box.width * 0.75, box.y + box.height / 2);
  await page.mouse.down();
  expect(await share()).toBeCloseTo(0.75, 2);
  await page.mouse.move(box.x + box.width * 0.25, box.y + box.height / 2);
  await page.mouse.up();
  expect(await share()).toBeCloseTo(0.25, 2);
  await page.mouse.move(box.x + box.width * 0.5, box.y + box.height / 2);
  expect(await share()).toBeCloseTo(0.25, 2);
});

test("a chart's lines are hidden from its legend, and its numbers are there as a table", async ({ page }) => {
  await runLastUnits(page);
  await open(page, "Charts");
  const chart = page.locator('[data-chart="stock"]');
  await expect(chart.locator(".recharts-line")).toHaveCount(3);
  await chart.getByRole("button", { name: /Held/ }).click();
  await expect(chart.locator(".recharts-line")).toHaveCount(2);
  await chart.getByRole("button", { name: "Show as table" }).click();
  await expect(chart.getByRole("columnheader", { name: "Sold" })).toBeVisible();
  await expect(chart.getByRole("row").last()).toContainText("500");
});

for (const theme of ["light", "dark"] as const) {
  test(`the results have no accessibility violations that axe can see (${theme})`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: theme });
    await runLastUnits(page);
    for (const tab of ["Overview", "Charts", "Components", "Ledger"]) {
      await open(page, tab);
      if (tab === "Charts") await expect(page.locator(".recharts-surface").first()).toBeVisible();
      const { violations } = await new AxeBuilder({ page }).include(".results").analyze();
      expect(violations.map(({ id, nodes }) => `${tab}: ${id}: ${nodes.map((node) => node.html).join(" ")}`)).toEqual(
        [],
      );
    }
  });
}
