import { test as base, type ConsoleMessage, expect, type Page } from "@playwright/test";

type Watch = {
  /**
   * What went wrong in any page of the test so far: errors on the console or thrown, violations of the
   * Content-Security-Policy, requests to another origin. A test that ends with one left fails; a test that provokes
   * one on purpose checks for it and empties the list.
   */
  problems: string[];
};

/** Schemes that leave nothing but the page itself. */
const localSchemes = ["data:", "blob:", "about:"];

function watchConsole(problems: string[]) {
  return (message: ConsoleMessage) => {
    if (message.type() === "error") problems.push(`console: ${message.text()}`);
  };
}

function watchPage(page: Page, home: string, problems: string[]) {
  // What a worker logs comes with the context's console; its policy violations have to be logged first.
  page.on("worker", (worker) => {
    const listen = () =>
      addEventListener("securitypolicyviolation", (event) => {
        console.error(`policy violation in a worker: ${event.violatedDirective} refused ${event.blockedURI}`);
      });
    worker.evaluate(listen).catch(() => undefined);
  });
  page.on("websocket", (socket) => {
    if (new URL(socket.url()).host !== new URL(home).host) problems.push(`foreign request: ${socket.url()}`);
  });
}

/** Playwright's `test`, watching every page: use it in all end-to-end tests. */
export const test = base.extend<Watch>({
  // Playwright reads the names of the fixtures that are asked for out of this pattern.
  // biome-ignore lint/correctness/noEmptyPattern: it asks for none
  problems: async ({}, use) => {
    await use([]);
  },

  context: async ({ context, baseURL, problems }, use) => {
    const home = new URL(baseURL ?? "http://localhost/").origin;
    await context.exposeBinding("reportPolicyViolation", (_source, violation: string) => {
      problems.push(`policy violation: ${violation}`);
    });
    await context.addInitScript(() => {
      document.addEventListener("securitypolicyviolation", (event) => {
        const report = (globalThis as unknown as { reportPolicyViolation: (violation: string) => void })
          .reportPolicyViolation;
        report(`${event.violatedDirective} refused ${event.blockedURI} (${event.sourceFile}:${event.lineNumber})`);
      });
    });
    context.on("page", (page) => watchPage(page, home, problems));
    context.on("console", watchConsole(problems));
    context.on("weberror", (webError) => problems.push(`page error: ${webError.error().message}`));
    context.on("request", (request) => {
      const url = new URL(request.url());
      if (url.origin !== home && !localSchemes.includes(url.protocol)) problems.push(`foreign request: ${url.href}`);
    });
    await use(context);
    expect(problems, "console errors, policy violations and foreign requests").toEqual([]);
  },
});

export { expect };
