import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import { card, openPage, run } from "./sale.ts";

async function expectAccessible(page: Page, where: string, colorScheme: "light" | "dark"): Promise<void> {
  // Base UI's focus guards hand the focus on at once; axe takes them for hidden controls.
  const axe = new AxeBuilder({ page }).exclude("[data-base-ui-focus-guard]");
  // A theme is nothing but colours: what else axe looks at is the same in both.
  if (colorScheme === "dark") axe.withRules(["color-contrast", "link-in-text-block"]);
  const { violations } = await axe.analyze();
  expect(violations.map(({ id, nodes }) => `${where}: ${id}: ${nodes.map((node) => node.html).join(" ")}`)).toEqual([]);
}

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(`in ${colorScheme}`, () => {
    test.use({ colorScheme });

    test("every part of the page is accessible, before and after a run", async ({ page }) => {
      test.setTimeout(360_000);
      await openPage(page);
      await expect(page.locator("html")).toHaveAttribute("data-theme", colorScheme);
      await page.getByRole("button", { name: "Scenarios" }).click();
      await expect(page.locator("[data-scenario]").first()).toBeVisible();
      await expectAccessible(page, "scenarios", colorScheme);
      await page.locator('[data-scenario="last-units"]').click();
      for (const id of ["shoppers", "gateway", "orchestrator", "inventory"]) {
        await card(page, id).click();
        await expectAccessible(page, id, colorScheme);
      }
      await page.keyboard.press("ControlOrMeta+k");
      await expect(page.getByRole("combobox", { name: "Search commands" })).toBeFocused();
      await expectAccessible(page, "commands", colorScheme);
      await page.keyboard.press("Escape");
      await run(page);
      for (const tab of await page.getByRole("tab").all()) {
        await tab.click();
        await expect(page.getByText("Loading…")).toHaveCount(0);
        await expectAccessible(page, (await tab.textContent()) ?? "tab", colorScheme);
      }
    });
  });
}

test("the theme follows the system until another is chosen", async ({ page }) => {
  await page.emulateMedia({ colorScheme: "light" });
  await openPage(page);
  await page.emulateMedia({ colorScheme: "dark" });
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await page.getByRole("button", { name: "Light or dark" }).click();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "light");
});

for (const viewport of [
  { width: 1440, height: 900 },
  { width: 1024, height: 768 },
]) {
  test(`everything has its place at ${viewport.width} x ${viewport.height}`, async ({ page }) => {
    await page.setViewportSize(viewport);
    await openPage(page);
    const size = await page.evaluate(() => [
      document.documentElement.scrollWidth,
      document.documentElement.scrollHeight,
    ]);
    expect(size).toEqual([viewport.width, viewport.height]);
    const buttons = page.getByRole("banner").getByRole("button");
    let right = 0;
    for (const button of await buttons.all()) {
      const box = await button.boundingBox();
      if (box === null) continue;
      expect(box.x, (await button.textContent()) ?? "").toBeGreaterThanOrEqual(right - 1);
      right = box.x + box.width;
    }
    expect(right).toBeLessThanOrEqual(viewport.width);
    for (const name of ["Canvas", "Results"]) {
      const box = await page.getByRole("region", { name }).boundingBox();
      expect(box?.height, name).toBeGreaterThan(200);
    }
  });
}

test("the inspector and the results are resized by key", async ({ page }) => {
  await openPage(page);
  const inspector = page.getByRole("complementary", { name: "Inspector" });
  const before = (await inspector.boundingBox())?.width ?? 0;
  await page.getByRole("separator", { name: "Width of the inspector" }).focus();
  await page.keyboard.press("ArrowLeft");
  await expect.poll(async () => (await inspector.boundingBox())?.width).toBeGreaterThan(before);
});
