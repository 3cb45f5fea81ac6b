import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { PLAIN_TEXTS, reportInput, type Texts } from "../fixtures.ts";
import { markdownReport } from "../index.ts";
import { escapeMarkdown, fenced } from "./escape.ts";

const hostile = fc.oneof(
  fc.string({ minLength: 1, maxLength: 60, unit: "binary" }),
  fc.constantFrom(
    "a | b",
    "<img src=x onerror=alert(1)>",
    "[click](javascript:alert(1))",
    "![x](http://evil.example/x.png)",
    "```\n</script>\n```",
    "**bold** _it_ `code`",
    "# heading\n- item\n1. one",
    "\\",
    "https://evil.example",
    "$$x$$",
  ),
);

/** The lines outside fenced code, and what is inside by language. */
function split(markdown: string) {
  const outside: string[] = [];
  const inside: { language: string; lines: string[] }[] = [];
  let fence: string | null = null;
  for (const line of markdown.split("\n")) {
    const start = /^(`{3,})(\w*)$/.exec(line);
    if (fence === null && start !== null) {
      fence = start[1];
      inside.push({ language: start[2], lines: [] });
    } else if (line === fence) fence = null;
    else if (fence === null) outside.push(line);
    else inside[inside.length - 1].lines.push(line);
  }
  expect(fence).toBeNull();
  return { outside, inside };
}

describe("the Markdown report", () => {
  test("keeps its shape, whatever the document says", () => {
    const texts = fc.record({
      name: hostile,
      about: hostile,
      component: hostile,
      goal: hostile,
      step: hostile,
      reason: hostile,
    });
    const shape = (markdown: string) =>
      split(markdown)
        .outside.filter((line) => /^(#|\||- )/.test(line))
        .map((line) => [line.charAt(0), line.match(/(?<!\\)(?:\\\\)*\|/g)?.length ?? 0]);
    const expected = shape(markdownReport(reportInput()));
    fc.assert(
      fc.property(texts, (given: Texts) => {
        const markdown = markdownReport(reportInput(given));
        const { outside, inside } = split(markdown);
        expect(shape(markdown)).toEqual(expected);
        for (const line of outside) expect(line).not.toMatch(/<|(?<!\\)\]\(|https?:\/\//);
        expect(inside.map(({ language }) => language)).toEqual(["mermaid", "sh", "json"]);
        expect(JSON.parse(inside[2].lines.join("\n")).format).toBe("doorbuster");
        for (const line of inside[0].lines.slice(1)) {
          expect(line).toMatch(
            /^ {2}(c\d+\["[^"[\]{}|]*"\]|c\d+ -->(\|"[^"|]*"\|)? c\d+|style c\d+ stroke-width:3px)$/,
          );
        }
      }),
      { numRuns: 60 },
    );
  });

  test("draws the architecture with its links", () => {
    const mermaid = split(markdownReport(reportInput())).inside[0].lines;
    expect(mermaid[0]).toBe("flowchart LR");
    expect(mermaid.filter((line) => line.includes("-->"))).toHaveLength(5);
    expect(mermaid.join("\n")).toContain('c0 -->|"20 ms"| c1');
  });

  test("shows the course of the run as tables", () => {
    const { outside } = split(markdownReport(reportInput()));
    const start = outside.findIndex((line) => line.startsWith("**Backlog."));
    const rows = outside.slice(start + 4).slice(0, 12);
    expect(rows[0]).toMatch(/^\| 833\.3 ms \|/);
    expect(rows[11]).toMatch(/^\| 10 s \|/);
  });

  test("makes what is wrong stand out", () => {
    expect(markdownReport(reportInput())).toContain("**✕ not met**");
  });

  test("keeps paragraphs apart", () => {
    expect(markdownReport(reportInput({ ...PLAIN_TEXTS, about: "One.\n\n# Two" }))).toContain(
      "\n\nOne.\n\n\\# Two\n\n",
    );
  });
});

test.each([
  ["1. first", "1\\. first"],
  ["- item", "\\- item"],
  ["a\nb", "a b"],
  ["a|b", "a\\|b"],
  ["see https://x.example", "see https&#58;//x.example"],
  ["50 % of 3 < 4", "50 % of 3 &lt; 4"],
])("%j is written so that it reads the same", (text, markdown) => {
  expect(escapeMarkdown(text)).toBe(markdown);
});

test("a fence is longer than any in the code", () => {
  expect(fenced("a ```` b", "")).toBe("`````\na ```` b\n`````");
});
