import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { FIGURES, HEADLINE_FIGURES, readFigure } from "../../model/index.ts";
import { PLAIN_TEXTS, reportInput, type Texts } from "../fixtures.ts";
import { htmlReport } from "../index.ts";
import { plain } from "../markup.ts";

/** Reads a page the strict way: every "<" begins a tag, every attribute has a value in double quotes, every tag is closed. */
function parse(html: string) {
  const tags: { name: string; attributes: Record<string, string>; text: string }[] = [];
  const open: string[] = [];
  const tag = /<(\/?)([a-zA-Z][a-zA-Z0-9]*)((?: [a-zA-Z:-]+="[^"<>]*")*)(\/?)>([^<]*)/y;
  tag.lastIndex = html.startsWith("<!DOCTYPE html>\n") ? 16 : 0;
  while (tag.lastIndex < html.length) {
    const from = tag.lastIndex;
    const match = tag.exec(html);
    if (match === null) throw new Error(`not a tag: ${html.slice(from, from + 80)}`);
    const [, closing, name, attributes, empty, text] = match;
    if (closing === "/") expect(open.pop()).toBe(name);
    else {
      const pairs = [...attributes.matchAll(/ ([a-zA-Z:-]+)="([^"]*)"/g)].map(([, key, value]) => [key, value]);
      tags.push({ name, attributes: Object.fromEntries(pairs), text });
      if (empty !== "/" && name !== "meta") open.push(name);
    }
  }
  expect(open).toEqual([]);
  return tags;
}

const ENTITIES: Record<string, string> = { lt: "<", gt: ">", amp: "&", quot: '"', "#39": "'", "#96": "`" };
const unescaped = (text: string) => text.replace(/&([a-z]+|#\d+);/g, (_, name) => ENTITIES[name] ?? "?");

const hostile = fc.oneof(
  fc.string({ minLength: 1, maxLength: 60, unit: "binary" }),
  fc.constantFrom(
    "<img src=x onerror=alert(1)>",
    "</style><script>alert(1)</script>",
    "</title><script>",
    '"><svg onload=alert(1)>',
    "' onmouseover='alert(1)",
    "[click](javascript:alert(1))",
    "`<!--",
    "]]>-->",
    "&lt;b&gt;",
    "\u202Egnp.exe\u0000\u001B[31m",
  ),
);

describe("the HTML report", () => {
  test("stays one well-formed page without script, whatever the document says", () => {
    const texts = fc.record({
      name: hostile,
      about: hostile,
      component: hostile,
      goal: hostile,
      step: hostile,
      reason: hostile,
    });
    const expected = parse(htmlReport(reportInput())).map(({ name }) => name);
    fc.assert(
      fc.property(texts, (given: Texts) => {
        const tags = parse(htmlReport(reportInput(given)));
        // A text of blanks alone makes no paragraph.
        const names = tags.map(({ name }) => name).filter((name) => name !== "p");
        expect(names).toEqual(expected.filter((name) => name !== "p"));
        for (const { name, attributes } of tags) {
          expect(["script", "img", "iframe", "object", "embed", "link", "form", "base"]).not.toContain(name);
          for (const [key, value] of Object.entries(attributes)) {
            expect(key).not.toMatch(/^on|^src$|^xlink/);
            if (key === "href") expect(value).toMatch(/^#[a-z]+$/);
          }
        }
        expect(unescaped(tags.find(({ name }) => name === "h1")?.text ?? "")).toBe(plain(given.name));
      }),
      { numRuns: 60 },
    );
  });

  test("names no address but its own sections, and forbids itself scripts", () => {
    const html = htmlReport(reportInput());
    expect(html).not.toMatch(/https?:|url\(["']?(?!#)|@import/);
    const policy = parse(html).find(({ attributes }) => attributes["http-equiv"] === "Content-Security-Policy");
    expect(unescaped(policy?.attributes.content ?? "")).toMatch(/^default-src 'none';/);
    const tags = parse(html);
    const ids = new Set(tags.map(({ attributes }) => attributes.id));
    for (const { attributes } of tags) if (attributes.href) expect(ids).toContain(attributes.href.slice(1));
  });

  test("carries its figures so that they can be read back", () => {
    const input = reportInput();
    const shown = new Set<string>();
    for (const { attributes } of parse(htmlReport(input))) {
      const path = attributes["data-figure"];
      if (path === undefined) continue;
      shown.add(path);
      const value = attributes["data-value"] === "" ? null : Number(attributes["data-value"]);
      expect([path, value]).toEqual([path, readFigure(input.result, unescaped(path))]);
    }
    for (const { path } of HEADLINE_FIGURES) expect(shown).toContain(path);
    for (const { path } of FIGURES) if (path.startsWith("ledger.")) expect(shown).toContain(path);
    expect(shown).toContain("components.payment.utilization");
    expect(shown).toContain("failures.payment declined");
  });

  test("says what is wrong in words, not by colour alone", () => {
    const html = htmlReport(reportInput());
    expect(html).toContain("1 of 2 goals are met.");
    expect(html).toMatch(/<span class="wrong">✕ not met<\/span>/);
    expect(html).toMatch(/<span class="wrong">✕ violated<\/span>/);
  });

  test("keeps every paragraph of the description", () => {
    const html = htmlReport(reportInput({ ...PLAIN_TEXTS, about: "First.\n\nSecond & last." }));
    expect(html).toContain('<p class="about">First.</p>\n<p class="about">Second &amp; last.</p>');
  });
});
