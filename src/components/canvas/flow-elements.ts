/** What React Flow draws, worked out from the document. The document knows nothing of it. */
import { type Component, KINDS, type Link, type Position } from "../../model/index.ts";
import { linkKey } from "../../state/index.ts";
import type { CardNode } from "./component-card.tsx";
import { CARD } from "./layout.ts";
import type { LinkEdgeType } from "./link-edge.tsx";

const NO_DATA = {};

/** The cards. One that looks the same as before stays the same object, so that it is not drawn again. */
export function nodesOf(
  components: readonly Component[],
  positions: ReadonlyMap<string, Position>,
  selected: ReadonlySet<string>,
  before: readonly CardNode[],
): CardNode[] {
  const known = new Map(before.map((node) => [node.id, node]));
  return components.map(({ id, kind, name }) => {
    const old = known.get(id);
    const position = positions.get(id) ?? { x: 0, y: 0 };
    const ariaLabel = name === KINDS[kind].label ? name : `${name}, ${KINDS[kind].label}`;
    const isSame =
      old !== undefined &&
      old.position.x === position.x &&
      old.position.y === position.y &&
      old.selected === selected.has(id) &&
      old.ariaLabel === ariaLabel;
    if (isSame) return old;
    return {
      ...old,
      id,
      type: "component",
      position,
      data: NO_DATA,
      selected: selected.has(id),
      ariaLabel,
      ...CARD,
    };
  });
}

/** The links. */
export function edgesOf(
  links: readonly Link[],
  components: readonly Component[],
  selected: ReadonlySet<string>,
): LinkEdgeType[] {
  const names = new Map(components.map(({ id, name }) => [id, name]));
  return links.map((link) => ({
    id: linkKey(link),
    type: "link",
    source: link.from,
    target: link.to,
    data: { latency: link.latency },
    selected: selected.has(linkKey(link)),
    ariaLabel: `Link from ${names.get(link.from)} to ${names.get(link.to)}`,
  }));
}
