/** Where the boxes of a drawing go. */
import type { Position } from "../../model/index.ts";
import type { Drawing, Wire } from "./drawing.ts";

export const BOX = { width: 176, height: 66 } as const;
const GAP = { x: 64, y: 26 } as const;
/** A drawing spread wider than so many boxes side by side is not legible on a page. */
const SPREAD_MAX = 8;

/** The upper left corner of every box, from (0, 0) on, and the size of the whole. */
export interface Layout {
  readonly at: ReadonlyMap<string, Position>;
  readonly width: number;
  readonly height: number;
}

/** Keeps the places the document gives, if every box has one and a page can show them; else puts the boxes in layers. */
export function layout(drawing: Drawing): Layout {
  return framed(placed(drawing) ?? layered(drawing));
}

function framed(at: ReadonlyMap<string, Position>): Layout {
  const places = [...at.values()];
  const left = Math.min(...places.map(({ x }) => x));
  const top = Math.min(...places.map(({ y }) => y));
  const moved = new Map([...at].map(([id, { x, y }]) => [id, { x: x - left, y: y - top }]));
  const width = Math.max(0, ...places.map(({ x }) => x - left + BOX.width));
  const height = Math.max(0, ...places.map(({ y }) => y - top + BOX.height));
  return { at: moved, width, height };
}

function placed({ boxes }: Drawing): Map<string, Position> | null {
  const at = new Map<string, Position>();
  for (const { id, position } of boxes) {
    if (position === null) return null;
    at.set(id, position);
  }
  const { width, height } = framed(at);
  const legible = width <= SPREAD_MAX * (BOX.width + GAP.x) && height <= SPREAD_MAX * (BOX.width + GAP.x);
  return legible && !overlaps([...at.values()]) ? at : null;
}

function overlaps(places: readonly Position[]): boolean {
  return places.some((a, i) =>
    places.slice(i + 1).some((b) => Math.abs(a.x - b.x) < BOX.width && Math.abs(a.y - b.y) < BOX.height),
  );
}

/** From left to right in the direction of the wires; inside a layer, each box near what calls it. */
function layered({ boxes, wires }: Drawing): Map<string, Position> {
  const ids = boxes.map(({ id }) => id);
  const depth = depthsOf(ids, wires);
  const layers: string[][] = [];
  for (const id of ids) {
    const layer = depth.get(id) ?? 0;
    while (layers.length <= layer) layers.push([]);
    layers[layer]?.push(id);
  }
  const at = new Map<string, Position>();
  layers.forEach((layer, column) => {
    const centre = new Map(layer.map((id) => [id, centreOf(id, wires, at)]));
    const sorted = column === 0 ? layer : [...layer].sort((a, b) => (centre.get(a) ?? 0) - (centre.get(b) ?? 0));
    const top = -((sorted.length - 1) * (BOX.height + GAP.y)) / 2;
    sorted.forEach((id, row) => {
      at.set(id, { x: column * (BOX.width + GAP.x), y: top + row * (BOX.height + GAP.y) });
    });
  });
  return at;
}

/** The longest way from a beginning; wires that close a circle do not count. */
function depthsOf(ids: readonly string[], wires: readonly Wire[]): ReadonlyMap<string, number> {
  const depth = new Map(ids.map((id) => [id, 0]));
  const incoming = new Map(ids.map((id) => [id, 0]));
  for (const { to } of wires) incoming.set(to, (incoming.get(to) ?? 0) + 1);
  const rest = new Set(ids);
  while (rest.size > 0) {
    // In a circle nobody comes first: the first of the document does.
    const next = [...rest].find((id) => (incoming.get(id) ?? 0) <= 0) ?? [...rest][0] ?? "";
    rest.delete(next);
    for (const { from, to } of wires) {
      if (from !== next || !rest.has(to)) continue;
      depth.set(to, Math.max(depth.get(to) ?? 0, (depth.get(next) ?? 0) + 1));
      incoming.set(to, (incoming.get(to) ?? 0) - 1);
    }
  }
  return depth;
}

function centreOf(id: string, wires: readonly Wire[], at: ReadonlyMap<string, Position>): number {
  const callers = wires.flatMap(({ from, to }) => (to === id ? (at.get(from) ?? []) : []));
  return callers.reduce((sum, { y }) => sum + y, 0) / Math.max(1, callers.length);
}
