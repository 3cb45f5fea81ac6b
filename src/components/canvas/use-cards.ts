import { applyNodeChanges, type NodeChange } from "@xyflow/react";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { Position } from "../../model/index.ts";
import { moveComponents, useDocument, useSelection } from "../../state/index.ts";
import type { CardNode } from "./component-card.tsx";
import { nodesOf } from "./flow-elements.ts";
import { positionsOf } from "./layout.ts";

/** Arrow keys move in small steps; what was moved within this time is one step of the history. */
const KEYS_TOGETHER_MS = 500;

/**
 * The cards and what is done to them. A card that is dragged follows the pointer here; the document learns of it once, when it is
 * dropped.
 */
export function useCards() {
  const scenario = useDocument((state) => state.scenario);
  const selected = useSelection((state) => state.components);
  const positions = useMemo(() => positionsOf(scenario), [scenario]);
  const [nodes, setNodes] = useState<CardNode[]>([]);
  const moved = useRef(new Map<string, Position>());
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  useEffect(() => {
    setNodes((before) => nodesOf(scenario.architecture.components, positions, selected, before));
  }, [scenario, positions, selected]);

  const keepMoves = useCallback(() => {
    clearTimeout(timer.current);
    if (moved.current.size === 0) return;
    const { document, commit } = useDocument.getState();
    commit(moveComponents(document, moved.current));
    moved.current = new Map();
  }, []);

  const onNodesChange = useCallback(
    (changes: NodeChange<CardNode>[]) => {
      select(changes);
      for (const change of changes) {
        if (change.type !== "position" || change.position === undefined) continue;
        moved.current.set(change.id, change.position);
        if (change.dragging) clearTimeout(timer.current);
        else {
          clearTimeout(timer.current);
          timer.current = setTimeout(keepMoves, KEYS_TOGETHER_MS);
        }
      }
      setNodes((before) =>
        applyNodeChanges(
          changes.filter(({ type }) => type !== "select" && type !== "remove"),
          before,
        ),
      );
    },
    [keepMoves],
  );

  return { nodes, positions, onNodesChange, keepMoves };
}

function select(changes: readonly NodeChange<CardNode>[]): void {
  const { components, links, select } = useSelection.getState();
  const next = new Set(components);
  for (const change of changes) {
    if (change.type !== "select") continue;
    if (change.selected) next.add(change.id);
    else next.delete(change.id);
  }
  const isSame = next.size === components.size && [...next].every((id) => components.has(id));
  if (!isSame) select(next, links);
}
