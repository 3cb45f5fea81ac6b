import { expect, test } from "./fixtures.ts";
import { add, card, connect, drawCheckout, emptyCanvas, figure, openPage, run, storedDocument } from "./sale.ts";

test("the page opens on the flash sale, all of it in sight and legible", async ({ page }) => {
  await openPage(page);
  await expect(page.getByLabel("Name of the document")).toHaveValue(/Flash sale/);
  const canvas = await page.getByRole("region", { name: "Canvas" }).boundingBox();
  const cards = page.locator("[data-component]");
  await expect(cards).toHaveCount(8);
  for (const each of await cards.all()) {
    const box = await each.boundingBox();
    if (canvas === null || box === null) throw new Error("not drawn");
    expect(box.x).toBeGreaterThanOrEqual(canvas.x);
    expect(box.x + box.width).toBeLessThanOrEqual(canvas.x + canvas.width);
    expect(box.y + box.height).toBeLessThanOrEqual(canvas.y + canvas.height);
    // 13 px on the card are at least 10 on the screen.
    expect(box.width / 172).toBeGreaterThan(0.78);
  }
});

test("a checkout is drawn from nothing by keyboard, and runs", async ({ page }) => {
  await emptyCanvas(page);
  await drawCheckout(page);
  await run(page);
  expect(await figure(page, "orders.arrived")).toBeGreaterThan(5000);
  expect(await figure(page, "orders.completed")).toBe(await figure(page, "orders.arrived"));
  await expect(card(page, "payment").locator('[data-card-figure="utilization"]')).toContainText("%");
});

test("a whole checkout with four services is drawn and runs; without the payment wire Run says so, and undo mends it", async ({
  page,
}) => {
  test.setTimeout(120_000);
  const services = {
    inventory: ["Inventory service", ["Reserve", "Confirm"]],
    payment: ["Payment service", ["Charge"]],
    shipping: ["Shipping service", ["Create"]],
    notification: ["Notification service", ["Send"]],
  } as const;
  await emptyCanvas(page);
  for (const label of ["Shoppers", "API gateway", "Order queue", "Order orchestrator"]) await add(page, label);
  await connect(page, "shoppers", "API gateway");
  await connect(page, "gateway", "Order queue");
  await connect(page, "queue", "Order orchestrator");
  for (const [label] of Object.values(services)) {
    await add(page, label);
    await connect(page, "orchestrator", label);
  }
  await card(page, "orchestrator").click();
  const inspector = page.getByRole("complementary", { name: "Inspector" });
  const steps = ["inventory Reserve", "payment Charge", "inventory Confirm", "shipping Create", "notification Send"];
  for (const step of steps) {
    const [id, operation] = step.split(" ") as [keyof typeof services, string];
    await inspector.getByLabel("Call of the new step").selectOption({ label: `${services[id][0]}: ${operation}` });
    await inspector.getByRole("button", { name: "Add step" }).press("Enter");
  }
  const runButton = page.getByRole("button", { name: "Run", exact: true });
  await expect(runButton).not.toHaveAttribute("aria-disabled");
  await expect(page.getByText(/problems?: cannot run/)).toHaveCount(0);
  await run(page);
  const arrived = await figure(page, "orders.arrived");
  expect((await figure(page, "orders.completed")) + (await figure(page, "orders.failed"))).toBe(arrived);

  await page.getByLabel(/^Link from Order orchestrator.* to Payment service/).focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Delete");
  await expect(runButton).toHaveAttribute("aria-disabled", "true");
  await expect(page.getByText(/is not wired to payment/).first()).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(runButton).not.toHaveAttribute("aria-disabled");
});

test("a component is dragged from the palette, and linked by dragging", async ({ page }) => {
  await emptyCanvas(page);
  const canvas = page.locator(".react-flow__pane");
  const palette = page.getByRole("navigation", { name: "Components" });
  await palette.getByRole("button", { name: "Shoppers" }).dragTo(canvas, { targetPosition: { x: 200, y: 200 } });
  await palette.getByRole("button", { name: "API gateway" }).dragTo(canvas, { targetPosition: { x: 520, y: 200 } });
  await palette.getByRole("button", { name: "Payment service" }).dragTo(canvas, { targetPosition: { x: 520, y: 380 } });
  await expect(page.locator("[data-component]")).toHaveCount(3);

  const from = card(page, "shoppers").locator(".source");
  await from.dragTo(card(page, "payment").locator(".target"));
  await expect(page.locator(".react-flow__edge"), "shoppers cannot call a payment service").toHaveCount(0);
  await from.dragTo(card(page, "gateway").locator(".target"));
  await expect(page.locator(".react-flow__edge")).toHaveCount(1);
  expect((await storedDocument(page)).architecture.links).toEqual([{ from: "shoppers", to: "gateway" }]);
});

test("a drag is one step of the history, made when it is dropped", async ({ page }) => {
  await openPage(page);
  const before = await card(page, "gateway").boundingBox();
  if (before === null) throw new Error("not drawn");
  await page.mouse.move(before.x + 60, before.y + 15);
  await page.mouse.down();
  for (let step = 1; step <= 10; step += 1) await page.mouse.move(before.x + 60, before.y + 15 + step * 12);
  await page.mouse.up();
  const after = await card(page, "gateway").boundingBox();
  expect((after?.y ?? 0) - before.y).toBeGreaterThan(100);

  const undo = page.getByRole("button", { name: "Undo" });
  await undo.click();
  await expect.poll(async () => (await card(page, "gateway").boundingBox())?.y).toBeCloseTo(before.y, 0);
  await expect(undo).toHaveAttribute("aria-disabled", "true");
  await page.getByRole("button", { name: "Redo" }).click();
  await expect.poll(async () => (await card(page, "gateway").boundingBox())?.y).toBeCloseTo(after?.y ?? 0, 0);
});

test("selecting, running and looking are no steps of the history", async ({ page }) => {
  await openPage(page);
  await card(page, "payment").click();
  await page.keyboard.press("Alt+t");
  await expect(page.getByRole("button", { name: "Undo" })).toHaveAttribute("aria-disabled", "true");
});

test("delete, duplicate, rename and undo go by key", async ({ page }) => {
  await openPage(page);
  await page.locator('.react-flow__node[data-id="shipping"]').focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("ControlOrMeta+d");
  await expect(card(page, "shipping-2")).toBeVisible();
  await page.keyboard.press("Delete");
  await expect(card(page, "shipping-2")).toHaveCount(0);
  await page.keyboard.press("ControlOrMeta+z");
  await expect(card(page, "shipping-2")).toBeVisible();

  await page.locator('.react-flow__node[data-id="shipping"]').focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("F2");
  await page.getByRole("textbox", { name: "Name", exact: true }).first().fill("Parcels");
  await page.keyboard.press("Enter");
  await expect(card(page, "shipping")).toContainText("Parcels");
  await expect(page.getByRole("group", { name: "Parcels, Shipping service" })).toBeFocused();
});

test("arrow keys move what is selected, as one step", async ({ page }) => {
  await openPage(page);
  await page.locator('.react-flow__node[data-id="gateway"]').focus();
  await page.keyboard.press("Enter");
  const before = (await card(page, "gateway").boundingBox())?.x ?? 0;
  for (let step = 0; step < 6; step += 1) await page.keyboard.press("ArrowRight");
  await expect.poll(async () => (await card(page, "gateway").boundingBox())?.x).toBeGreaterThan(before + 15);
  const undo = page.getByRole("button", { name: "Undo" });
  await expect(undo).not.toHaveAttribute("aria-disabled");
  // Keys within half a second are one step; on a machine that stalls there may be a pause between them.
  let steps = 0;
  for (; (await undo.getAttribute("aria-disabled")) !== "true"; steps += 1) await undo.click();
  expect(steps).toBeLessThan(4);
  await expect.poll(async () => (await card(page, "gateway").boundingBox())?.x).toBeCloseTo(before, 0);
});

test("what keeps it from running is said on the component, in the list and beside Run", async ({ page }) => {
  await emptyCanvas(page);
  await add(page, "Shoppers");
  await add(page, "API gateway");
  await expect(card(page, "shoppers")).toContainText("must be linked to exactly one gateway");
  const runButton = page.getByRole("button", { name: "Run", exact: true });
  await expect(runButton).toHaveAttribute("aria-disabled", "true");
  await expect(page.getByText(/problems?: cannot run/)).toBeVisible();

  // Disabled for those who cannot see it, and yet it answers: with the reasons.
  await runButton.click({ force: true });
  await expect(page.getByRole("tab", { name: /Problems/ })).toHaveAttribute("aria-selected", "true");
  await page
    .getByRole("tabpanel")
    .getByRole("button", { name: /Shoppers/ })
    .click();
  await expect(page.getByRole("complementary", { name: "Inspector" })).toContainText("People who click to buy");

  await connect(page, "shoppers", "API gateway");
  await expect(card(page, "shoppers")).not.toContainText("must be linked");
});
