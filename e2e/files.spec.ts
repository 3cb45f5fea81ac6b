import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import { card, choose, figure, openPage, run, storedDocument } from "./sale.ts";

test.beforeEach(async ({ page }) => {
  // The system's own dialogs cannot be driven; without them the page asks through an input and a link.
  await page.addInitScript(() => {
    Reflect.deleteProperty(globalThis, "showOpenFilePicker");
    Reflect.deleteProperty(globalThis, "showSaveFilePicker");
  });
});

async function openText(page: Page, name: string, text: string | Buffer): Promise<void> {
  const chooser = page.waitForEvent("filechooser");
  await choose(page, "File", /^Open file/);
  await (await chooser).setFiles({ name, mimeType: "application/json", buffer: Buffer.from(text) });
}

const document = {
  format: "doorbuster",
  version: 1,
  name: "Mine",
  architecture: { components: [{ id: "q", kind: "queue" }] },
};

test("a file is opened and saved, and comes back the same", async ({ page }) => {
  await openPage(page);
  await openText(page, "mine.json", JSON.stringify(document));
  await expect(page.getByLabel("Name of the document")).toHaveValue("Mine");
  await expect(page.locator("[data-component]")).toHaveCount(1);

  const download = page.waitForEvent("download");
  await page.keyboard.press("ControlOrMeta+s");
  const saved = await download;
  expect(saved.suggestedFilename()).toBe("mine.json");
  expect(JSON.parse(await readFile(await saved.path(), "utf8"))).toEqual(document);

  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.locator("[data-component]"), "opening can be undone").toHaveCount(8);
});

for (const { what, text, says } of [
  { what: "no JSON", text: '{\n  "format": doorbuster }', says: /line 2, column 13/ },
  { what: "somebody else's", text: '{"openapi": "3.1.0"}', says: /format: must be "doorbuster"/ },
  { what: "of a newer version", text: '{"format":"doorbuster","version":99}', says: /newer/ },
  {
    what: "wrong in one place",
    text: JSON.stringify({
      ...document,
      architecture: { components: [{ id: "q", kind: "queue", config: { capacity: 0 } }] },
    }),
    says: /architecture\.components\[0\]\.config\.capacity: must be at least 1/,
  },
  { what: "empty", text: "", says: /is not JSON/ },
  { what: "too large", text: Buffer.alloc(5_000_001, " "), says: /larger than 5 MB/ },
]) {
  test(`a file that is ${what} leaves the work as it was and says why`, async ({ page }) => {
    await openPage(page);
    await openText(page, "bad.json", text);
    const alert = page.getByRole("alert");
    await expect(alert).toContainText("bad.json was not opened");
    await expect(alert).toContainText(says);
    await expect(page.locator("[data-component]")).toHaveCount(8);
    await expect(page.getByRole("button", { name: "Undo" })).toHaveAttribute("aria-disabled", "true");
    await alert.getByRole("button", { name: "Dismiss" }).click();
    await expect(alert).toBeEmpty();
  });
}

test("a file that is dropped on the page is opened", async ({ page }) => {
  await openPage(page);
  const drop = (text: string) =>
    page.evaluate((content) => {
      const data = new DataTransfer();
      data.items.add(new File([content], "dropped.json"));
      for (const type of ["dragover", "drop"]) {
        window.dispatchEvent(new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true }));
      }
    }, text);
  await drop("nonsense");
  await expect(page.getByRole("alert")).toContainText("dropped.json was not opened");
  await drop(JSON.stringify(document));
  await expect(page.getByLabel("Name of the document")).toHaveValue("Mine");
});

test("the work is still there after a reload, and the theme too", async ({ page }) => {
  await openPage(page);
  await page.locator('.react-flow__node[data-id="notification"]').focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Delete");
  await expect(card(page, "notification")).toHaveCount(0);
  await page.keyboard.press("Alt+t");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await page.reload();
  await expect(page.locator("[data-component]")).toHaveCount(7);
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await expect(page.getByRole("button", { name: "Undo" })).toHaveAttribute("aria-disabled", "true");
});

test("kept work that cannot be read does not keep the page from opening", async ({ page }) => {
  await openPage(page);
  await page.keyboard.press("Escape");
  await card(page, "payment").click();
  await page.keyboard.press("Delete");
  await expect.poll(async () => (await storedDocument(page)).architecture.components.length).toBe(7);
  await page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        const opening = indexedDB.open("doorbuster");
        opening.onsuccess = () => {
          const change = opening.result.transaction("work", "readwrite");
          change.objectStore("work").put({ format: "doorbuster", version: 1, architecture: 7 }, "document");
          change.oncomplete = () => resolve();
        };
      }),
  );
  await page.reload();
  await expect(page.getByRole("alert")).toContainText("could not be read");
  await expect(page.locator("[data-component]")).toHaveCount(8);
});

test("every shipped scenario opens, and can run", async ({ page }) => {
  await openPage(page);
  const open = page.getByRole("button", { name: "Scenarios" });
  await open.click();
  const dialog = page.getByRole("dialog", { name: "Scenarios" });
  await expect(dialog.locator("[data-scenario]").first()).toBeVisible();
  const slugs = await dialog
    .locator("[data-scenario]")
    .evaluateAll((buttons) => buttons.map((b) => b.getAttribute("data-scenario")));
  expect(slugs[0]).toBe("flash-sale");
  expect(slugs.length).toBeGreaterThanOrEqual(6);
  await page.keyboard.press("Escape");
  for (const slug of slugs) {
    await open.click();
    const name = await dialog.locator(`[data-scenario="${slug}"] strong`).textContent();
    await dialog.locator(`[data-scenario="${slug}"]`).click();
    await expect(page.getByLabel("Name of the document")).toHaveValue(name ?? "");
    await expect(page.getByRole("button", { name: "Run", exact: true }), `${slug} can run`).not.toHaveAttribute(
      "aria-disabled",
    );
  }
});

test("a run is taken away as a report, as data and as a table", async ({ page }) => {
  await openPage(page);
  await page.getByRole("button", { name: "Scenarios" }).click();
  await page.locator('[data-scenario="last-units"]').click();
  await run(page);
  const files: Record<string, string> = {};
  for (const item of [
    "Download report (HTML)",
    "Download report (Markdown)",
    "Download result (JSON)",
    "Download timeline (CSV)",
  ]) {
    const download = page.waitForEvent("download");
    await choose(page, "File", item);
    const file = await download;
    files[file.suggestedFilename().replace(/^.*[-.](?=\w+\.)|^.*-/, "")] = await readFile(await file.path(), "utf8");
  }
  expect(Object.keys(files)).toEqual(["report.html", "report.md", "result.json", "timeline.csv"]);
  expect(JSON.parse(files["result.json"]).orders.arrived).toBe(await figure(page, "orders.arrived"));
  expect(files["report.html"]).toMatch(/^<!doctype html>/i);
  expect(files["report.md"]).toContain("The last 500 units");
  expect(files["timeline.csv"].split("\n").length).toBeGreaterThan(10);
});
