import type { Page } from "@playwright/test";
import { type FieldMeta, KINDS } from "../src/model/index.ts";
import { expect, test } from "./fixtures.ts";
import { add, card, emptyCanvas, openPage, storedDocument } from "./sale.ts";

const inspector = (page: Page) => page.getByRole("complementary", { name: "Inspector" });
const configOf = async (page: Page, id: string) =>
  (await storedDocument(page)).architecture.components.find((component) => component.id === id)?.config;

test("a bad value says why beside the field, is not lost, and keeps the last good document", async ({ page }) => {
  await openPage(page);
  await card(page, "payment").click();
  const servers = inspector(page).getByLabel("Servers", { exact: true });
  await servers.fill("0");
  await expect(inspector(page).getByText("must be at least 1").first()).toBeVisible();
  await expect(servers).toHaveAttribute("aria-invalid", "true");
  await servers.blur();

  await card(page, "gateway").click();
  await expect(card(page, "payment")).toContainText("2,500 servers");
  await expect(page.getByRole("button", { name: "Run", exact: true })).toHaveAttribute("aria-disabled", "true");
  await card(page, "payment").click();
  await expect(servers, "what was typed is still there").toHaveValue("0");

  await servers.fill("3000");
  await servers.press("Enter");
  await expect(card(page, "payment")).toContainText("3,000 servers");
  await expect(page.getByRole("button", { name: "Run", exact: true })).not.toHaveAttribute("aria-disabled");
  await expect.poll(async () => (await configOf(page, "payment"))?.servers).toBe(3000);
});

test("Escape takes typing back", async ({ page }) => {
  await openPage(page);
  await card(page, "payment").click();
  const servers = inspector(page).getByLabel("Servers", { exact: true });
  await servers.fill("lots");
  await servers.press("Escape");
  await expect(servers).toHaveValue("2,500");
  await expect(inspector(page).locator(".field__error")).toHaveCount(0);
});

test("a setting put to its default leaves the document", async ({ page }) => {
  await openPage(page);
  await card(page, "payment").click();
  const servers = inspector(page).getByLabel("Servers", { exact: true });
  await servers.fill("64");
  await servers.press("Enter");
  await expect.poll(async () => Object.keys((await configOf(page, "payment")) ?? {})).not.toContain("servers");
});

test("a distribution changes its family and keeps its mean", async ({ page }) => {
  await openPage(page);
  await card(page, "payment").click();
  await inspector(page).getByLabel("Charge: distribution").selectOption("lognormal");
  const charge = inspector(page).getByRole("group", { name: "Charge", exact: true });
  await expect(charge.getByLabel("Mean")).toHaveValue("500ms");
  await charge.getByLabel("p99").fill("100ms");
  await expect(charge).toContainText("must not be less than the mean");
  await charge.getByLabel("p99").fill("2s");
  await charge.getByLabel("p99").press("Enter");
  await expect
    .poll(async () => (await configOf(page, "payment"))?.operations)
    .toEqual({ charge: { lognormal: { mean: "500ms", p99: "2s" } } });
});

test("nothing, percent, yes and no, and a choice are set", async ({ page }) => {
  await openPage(page);
  await card(page, "gateway").click();
  await inspector(page).getByLabel("Rate limit: off").check();
  await inspector(page).getByLabel("Answers").selectOption("onCompletion");
  await card(page, "payment").click();
  await inspector(page).getByLabel("Declined").fill("2.9");
  await inspector(page).getByLabel("Declined").press("Enter");
  await inspector(page).getByLabel("Idempotency keys").uncheck();
  await expect
    .poll(async () => await configOf(page, "payment"))
    .toMatchObject({ declineProbability: 0.029, idempotencyKeys: false });
  const gateway = await configOf(page, "gateway");
  expect(gateway).not.toHaveProperty("rateLimit");
  expect(gateway).toMatchObject({ answers: "onCompletion" });
});

test("the saga is put in order by keyboard, and its steps call what is wired", async ({ page }) => {
  await openPage(page);
  await card(page, "orchestrator").click();
  const steps = async () =>
    ((await configOf(page, "orchestrator"))?.saga as readonly { step: string }[] | undefined)?.map(({ step }) => step);
  await inspector(page).getByRole("button", { name: "Move step notify up" }).focus();
  await page.keyboard.press("Enter");
  await expect.poll(steps).toEqual(["reserve", "charge", "confirm", "notify", "ship"]);
  await expect(inspector(page).getByRole("button", { name: "Move step notify up" })).toBeFocused();
  await inspector(page).getByRole("button", { name: "Remove step ship" }).press("Enter");
  await expect.poll(steps).toEqual(["reserve", "charge", "confirm", "notify"]);
  await inspector(page).getByLabel("Call of the new step").selectOption({ label: "Shipping service: Create" });
  await inspector(page).getByRole("button", { name: "Add step" }).press("Enter");
  await expect.poll(steps).toEqual(["reserve", "charge", "confirm", "notify", "create"]);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect.poll(steps).toEqual(["reserve", "charge", "confirm", "notify"]);
});

test("traffic stages are added, and drawn", async ({ page }) => {
  await openPage(page);
  await card(page, "shoppers").click();
  await expect(inspector(page).getByRole("img", { name: "Up to 50,000/s, over 60 s" })).toBeVisible();
  await inspector(page).getByRole("button", { name: "Add stage" }).click();
  await inspector(page).getByLabel("Target of stage 2").fill("0");
  await inspector(page).getByLabel("Target of stage 2").press("Enter");
  await expect(inspector(page).getByRole("img", { name: "Up to 50,000/s, over 120 s" })).toBeVisible();
});

test("links and the document have settings too", async ({ page }) => {
  await openPage(page);
  await page.getByLabel(/^Link from Shoppers/).focus();
  await page.keyboard.press("Enter");
  await inspector(page).getByLabel("Latency").fill("35ms");
  await inspector(page).getByLabel("Latency").press("Enter");
  await expect.poll(async () => (await storedDocument(page)).architecture.links[0]?.latency).toBe("35ms");

  await page.locator(".react-flow__pane").click({ position: { x: 20, y: 20 } });
  await inspector(page).getByLabel("Seed").fill("7");
  await inspector(page).getByLabel("Ends", { exact: true }).selectOption("horizon");
  await inspector(page).getByLabel("Ends at").fill("90s");
  await inspector(page).getByLabel("Ends at").press("Enter");
  await expect.poll(async () => (await storedDocument(page)).run).toMatchObject({ seed: 7, until: "90s" });
  await inspector(page).getByRole("button", { name: "Add goal" }).click();
  await expect(inspector(page).getByRole("group", { name: "Goal 3" })).toBeVisible();
});

/** The labels of a field and of everything in it that is shown before anything is chosen. */
function labelsOf(meta: FieldMeta, value: unknown = meta.default): string[] {
  if (meta.type === "group" && value !== null)
    return [meta.label, ...Object.values(meta.fields).flatMap((inner) => labelsOf(inner))];
  if (meta.type === "tagged" && value !== null) {
    const [first] = Object.values(meta.variants);
    return [meta.label, ...Object.values(first?.fields ?? {}).flatMap((inner) => labelsOf(inner))];
  }
  return [meta.label];
}

test("every field of every kind has its place in the inspector", async ({ page }) => {
  await emptyCanvas(page);
  for (const { label, fields } of Object.values(KINDS)) {
    await add(page, label);
    const form = inspector(page);
    await expect(form.getByRole("heading", { name: label })).toBeVisible();
    const labels = Object.values(fields as Readonly<Record<string, FieldMeta>>).flatMap((meta) => labelsOf(meta));
    for (const each of labels)
      await expect(form.getByText(each, { exact: true }).first(), `${label}: ${each}`).toBeAttached();
  }
});

test("an id is changed everywhere at once", async ({ page }) => {
  await openPage(page);
  await card(page, "payment").click();
  const id = inspector(page).getByLabel("Id", { exact: true });
  await id.fill("shipping");
  await expect(inspector(page)).toContainText("is used twice");
  await id.fill("bank");
  await id.press("Enter");
  await expect(card(page, "bank")).toBeVisible();
  await expect(inspector(page).getByRole("heading", { name: "Payment service" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Run", exact: true })).not.toHaveAttribute("aria-disabled");
  const { components, links } = (await storedDocument(page)).architecture;
  expect(JSON.stringify([components, links])).not.toContain('"payment"}');
});

test("a link out of the orchestrator has its guards, another one has not", async ({ page }) => {
  await openPage(page);
  await page.getByLabel(/^Link from Order queue/).focus();
  await page.keyboard.press("Enter");
  await expect(inspector(page).getByLabel("Latency")).toBeVisible();
  await expect(inspector(page).getByLabel("Timeout", { exact: true })).toHaveCount(0);
  await page.getByLabel(/^Link from Order orchestrator to Payment/).focus();
  await page.keyboard.press("Enter");
  await inspector(page).getByLabel("Circuit breaker: off").uncheck();
  await inspector(page).getByLabel("Failures").fill("5");
  await inspector(page).getByLabel("Failures").press("Enter");
  await expect
    .poll(async () => (await storedDocument(page)).architecture.links.find(({ to }) => to === "payment"))
    .toMatchObject({ latency: "1ms", circuitBreaker: { failures: 5 } });
});

test("faults are planned", async ({ page }) => {
  await openPage(page);
  await inspector(page).getByRole("button", { name: "Add fault" }).click();
  const fault = inspector(page).getByRole("group", { name: "fault 1" });
  await fault.getByLabel("Kind").selectOption({ label: "Slowdown" });
  await fault.getByLabel("Component").selectOption("payment");
  await fault.getByLabel("Factor").fill("0");
  await expect(fault).toContainText("must be");
  await fault.getByLabel("Factor").fill("10");
  await fault.getByLabel("Factor").press("Enter");
  await expect
    .poll(async () => (await storedDocument(page)).faults)
    .toEqual([expect.objectContaining({ kind: "slowdown", target: "payment", factor: 10 })]);
  await expect(page.getByRole("button", { name: "Run", exact: true })).not.toHaveAttribute("aria-disabled");
});
