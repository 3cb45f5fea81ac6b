import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "./fixtures.ts";

test("the page opens", async ({ page }) => {
  await page.goto("/");
  await expect(page).toHaveTitle(/Doorbuster/);
  await expect(page.locator("#root")).not.toBeEmpty();
});

test("the page is served under the policy, by header and by tag", async ({ page }) => {
  const response = await page.goto("/");
  const header = response?.headers()["content-security-policy"];
  expect(header).toContain("default-src 'none'");
  const tag = page.locator('meta[http-equiv="Content-Security-Policy"]');
  // The header lets workers compile WebAssembly; the page obeys the tag as well, which does not.
  await expect(tag).toHaveAttribute("content", (header ?? "").replace(" 'wasm-unsafe-eval'", ""));
  expect(header).toContain("script-src 'self' 'wasm-unsafe-eval'");
});

test("the worker that simulates may compile WebAssembly, and the page may not", async ({ page, problems }) => {
  /** Compiles the smallest program there is. */
  const compile = () => {
    try {
      return new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0)) instanceof WebAssembly.Module;
    } catch {
      return false;
    }
  };
  await page.goto("/");
  await expect.poll(() => page.workers().length).toBeGreaterThan(0);
  for (const worker of page.workers()) expect(await worker.evaluate(compile)).toBe(true);
  expect(await page.evaluate(compile)).toBe(false);
  await expect.poll(() => problems.join("\n")).toContain("script-src");
  problems.length = 0;
});

test("the page has no accessibility violations that axe can see", async ({ page }) => {
  await page.goto("/");
  await expect(page.locator("#root")).not.toBeEmpty();
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" ")}`)).toEqual([]);
});

test.describe("the watch over every test", () => {
  test("sees a request to another origin", async ({ page, problems }) => {
    await page.goto("/");
    await page.evaluate(() => fetch("http://127.0.0.1:9/elsewhere").catch(() => undefined));
    await expect.poll(() => problems.join("\n")).toContain("connect-src");
    problems.length = 0;
  });

  test("sees an inline style tag", async ({ page, problems }) => {
    await page.goto("/");
    await page.evaluate(() => {
      document.head.append(Object.assign(document.createElement("style"), { textContent: "body { color: red }" }));
    });
    await expect.poll(() => problems.join("\n")).toContain("policy violation: style-src");
    problems.length = 0;
  });

  test("sees an error thrown and an error logged", async ({ page, problems }) => {
    await page.goto("/");
    await page.evaluate(() => {
      console.error("logged on purpose");
      setTimeout(() => {
        throw new Error("thrown on purpose");
      });
    });
    await expect.poll(() => problems.sort()).toEqual(["console: logged on purpose", "page error: thrown on purpose"]);
    problems.length = 0;
  });
});
