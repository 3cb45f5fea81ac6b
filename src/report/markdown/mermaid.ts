import { oneLine } from "../markup.ts";
import type { Drawing } from "../svg/drawing.ts";

/** The architecture as a Mermaid flowchart. */
export function mermaid({ boxes, wires }: Drawing): string {
  const ids = new Map(boxes.map(({ id }, index) => [id, `c${index}`]));
  const lines = boxes.map(
    ({ id, name, above, below, badge }) =>
      `  ${ids.get(id)}["${[name, above, below, badge ?? ""].filter(Boolean).map(label).join("<br/>")}"]`,
  );
  for (const { from, to, label: text } of wires) {
    lines.push(`  ${ids.get(from)} -->${text === "" ? "" : `|"${label(text)}"|`} ${ids.get(to)}`);
  }
  for (const { id, badge } of boxes) if (badge !== undefined) lines.push(`  style ${ids.get(id)} stroke-width:3px`);
  return ["flowchart LR", ...lines].join("\n");
}

/** All but letters, digits and the most harmless signs as Mermaid's character codes. */
function label(text: string): string {
  return oneLine(text).replace(/[^\p{L}\p{N} .,/·-]/gu, (character) => `#${character.codePointAt(0)};`);
}
