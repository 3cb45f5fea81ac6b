/** The architecture as SVG. */
import type { Position } from "../../model/index.ts";
import { type Markup, markup, NOTHING } from "../markup.ts";
import { shortened } from "./draw-chart.ts";
import type { Box, Drawing, Wire } from "./drawing.ts";
import { BOX, layout } from "./layout.ts";

const MARGIN = 12;
const PADDING = 10;

/** Draws boxes and wires; what it says in words is in the tables beside it. */
export function drawDrawing(drawing: Drawing): Markup {
  const { at, width, height } = layout(drawing);
  const wires = drawing.wires.map((wire) => drawWire(wire, at));
  const labels = drawing.wires.map((wire) => drawLabel(wire, at));
  const boxes = drawing.boxes.map((box) => drawBox(box, at.get(box.id) ?? { x: 0, y: 0 }));
  const view = `${-MARGIN} ${-MARGIN} ${width + 2 * MARGIN} ${height + 2 * MARGIN}`;
  return markup`<svg class="drawing" viewBox="${view}" style="max-width:${Math.ceil(width + 2 * MARGIN)}px" role="img" aria-label="${describeDrawing(drawing)}">
<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path class="tip" d="M0 0.5L7.5 4L0 7.5Z"/></marker></defs>
${wires}${boxes}${labels}</svg>`;
}

/** What the drawing says, for those who do not see it. */
export function describeDrawing({ boxes, wires }: Drawing): string {
  const names = new Map(boxes.map(({ id, name }) => [id, name]));
  const links = wires.map(({ from, to }) => `${names.get(from) ?? from} to ${names.get(to) ?? to}`);
  return `Architecture: ${boxes.map(({ name }) => name).join(", ")}. Links: ${links.join(", ") || "none"}.`;
}

function drawBox({ name, above, below, badge }: Box, { x, y }: Position): Markup {
  const left = x + PADDING;
  const right = x + BOX.width - PADDING;
  const stands =
    badge === undefined
      ? NOTHING
      : markup`<text class="badge" x="${right}" y="${y + 18}" text-anchor="end">${badge}</text>`;
  return markup`<g class="box${badge === undefined ? "" : " accent"}"><title>${name}</title>
<rect x="${x}" y="${y}" width="${BOX.width}" height="${BOX.height}" rx="5"/>
<text class="above" x="${left}" y="${y + 18}">${shortened(above, badge === undefined ? 24 : 16)}</text>${stands}
<text class="name" x="${left}" y="${y + 36}">${shortened(name, 20)}</text>
<text class="below" x="${left}" y="${y + 54}">${shortened(below, 26)}</text>
</g>
`;
}

interface Curve {
  readonly start: Position;
  readonly first: Position;
  readonly second: Position;
  readonly end: Position;
}

function drawWire(wire: Wire, at: ReadonlyMap<string, Position>): Markup {
  const curve = curveOf(wire, at);
  if (curve === null) return NOTHING;
  const { start, first, second, end } = curve;
  return markup`<path class="wire" d="M${start.x} ${start.y}C${first.x} ${first.y} ${second.x} ${second.y} ${end.x} ${end.y}" marker-end="url(#tip)"/>
`;
}

function drawLabel(wire: Wire, at: ReadonlyMap<string, Position>): Markup {
  const curve = curveOf(wire, at);
  if (curve === null || wire.label === "") return NOTHING;
  const { start, first, second, end } = curve;
  const halfway = (a: number, b: number, c: number, d: number) => Math.round((a + 3 * b + 3 * c + d) / 8);
  const x = halfway(start.x, first.x, second.x, end.x);
  const y = halfway(start.y, first.y, second.y, end.y);
  return markup`<text class="latency" x="${x}" y="${y - 4}" text-anchor="middle">${wire.label}</text>
`;
}

/** From the side of one box that faces the other to the side of the other that faces it. */
function curveOf({ from, to }: Wire, at: ReadonlyMap<string, Position>): Curve | null {
  const a = at.get(from);
  const b = at.get(to);
  if (a === undefined || b === undefined) return null;
  const across = b.x - a.x;
  const down = b.y - a.y;
  if (Math.abs(across) >= BOX.width) {
    const side = across > 0 ? 1 : -1;
    const start = { x: a.x + (side > 0 ? BOX.width : 0), y: a.y + BOX.height / 2 };
    const end = { x: b.x + (side > 0 ? 0 : BOX.width), y: b.y + BOX.height / 2 };
    const pull = side * Math.max(24, Math.abs(end.x - start.x) / 2);
    return { start, first: { x: start.x + pull, y: start.y }, second: { x: end.x - pull, y: end.y }, end };
  }
  const side = down > 0 ? 1 : -1;
  const start = { x: a.x + BOX.width / 2, y: a.y + (side > 0 ? BOX.height : 0) };
  const end = { x: b.x + BOX.width / 2, y: b.y + (side > 0 ? 0 : BOX.height) };
  const pull = side * Math.max(16, Math.abs(end.y - start.y) / 2);
  return { start, first: { x: start.x, y: start.y + pull }, second: { x: end.x, y: end.y - pull }, end };
}
