/** Where components are drawn that a document does not place. */
import type { Position, Scenario } from "../../model/index.ts";

/** The size of a card, in the canvas's own pixels. */
export const CARD = { width: 172, height: 112 } as const;
const COLUMN = CARD.width + 44;
const ROW = CARD.height + 16;

/** The position of every component: as placed, else in columns from left to right along the links, each column centred. */
export function positionsOf({ architecture }: Scenario): ReadonlyMap<string, Position> {
  const { components } = architecture;
  const columns = columnsOf(architecture);
  const tallest = Math.max(0, ...columns.map((column) => column.length));
  const positions = new Map<string, Position>();
  columns.forEach((column, x) => {
    column.forEach((id, y) => {
      positions.set(id, { x: x * COLUMN, y: (y + (tallest - column.length) / 2) * ROW });
    });
  });
  const placed = components.flatMap(({ id, position }) => (position === null ? [] : [[id, position] as const]));
  // What is placed already is left where it is; the rest goes below it.
  const below = Math.max(0, ...placed.map(([, { y }]) => y + ROW));
  const isMixed = placed.length > 0 && placed.length < components.length;
  if (isMixed) for (const [id, { x, y }] of positions) positions.set(id, { x, y: y + below });
  for (const [id, position] of placed) positions.set(id, position);
  return positions;
}

/** The ids in columns: a component stands one column behind the last that links to it. */
function columnsOf({ components, links }: Scenario["architecture"]): readonly (readonly string[])[] {
  const depth = new Map(components.map(({ id }) => [id, 0]));
  // A path visits each component at most once, so longer rounds only go in circles.
  for (let round = 1; round < components.length; round += 1) {
    let moved = false;
    for (const { from, to } of links) {
      const behind = (depth.get(from) ?? 0) + 1;
      if (behind <= (depth.get(to) ?? 0) || behind >= components.length) continue;
      depth.set(to, behind);
      moved = true;
    }
    if (!moved) break;
  }
  const columns: string[][] = [];
  for (const [id, column] of depth) {
    columns[column] ??= [];
    columns[column].push(id);
  }
  return columns.filter((column) => column !== undefined);
}

/** A place for one more card: where it is wanted, else the next free one below. */
export function freeNear(wanted: Position, taken: Iterable<Position>): Position {
  const others = [...taken];
  let { x, y } = wanted;
  while (others.some((other) => Math.abs(other.x - x) < COLUMN - 20 && Math.abs(other.y - y) < ROW)) y += ROW;
  return { x: Math.round(x), y: Math.round(y) };
}

/** The place after a card: beside it when the new one is called by it, below it when they stand side by side in a flow. */
export function placeAfter({ x, y }: Position, isCalled: boolean): Position {
  return isCalled ? { x: x + COLUMN, y } : { x, y: y + ROW };
}
