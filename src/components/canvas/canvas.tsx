import {
  Background,
  BackgroundVariant,
  type Connection,
  ConnectionLineType,
  type EdgeChange,
  ReactFlow,
  ReactFlowProvider,
  useReactFlow,
} from "@xyflow/react";
import "@xyflow/react/dist/base.css";
import "./canvas.css";
import { type DragEvent, useCallback, useMemo } from "react";
import { canLink, type Kind } from "../../model/index.ts";
import { addComponent, connect, useDocument, useSelection, useView } from "../../state/index.ts";
import { CanvasButtons } from "./canvas-buttons.tsx";
import { ComponentCard } from "./component-card.tsx";
import { EmptyCanvas } from "./empty-canvas.tsx";
import { edgesOf } from "./flow-elements.ts";
import { CARD } from "./layout.ts";
import { LinkEdge, type LinkEdgeType } from "./link-edge.tsx";
import { isKind, KIND_TYPE } from "./palette-drag.ts";
import { FIT, useCanvasHandle } from "./use-canvas-handle.ts";
import { useCards } from "./use-cards.ts";

const nodeTypes = { component: ComponentCard };
const edgeTypes = { link: LinkEdge };
const WORDS = {
  "node.a11yDescription.default":
    "Press Enter to select. Arrow keys move what is selected, F2 renames it, Alt+C connects it, Delete removes it.",
  "node.a11yDescription.keyboardDisabled":
    "Press Enter to select. Arrow keys move what is selected, F2 renames it, Alt+C connects it, Delete removes it.",
  "edge.a11yDescription.default": "Press Enter to select, Delete to remove.",
};

/** The architecture, drawn. */
export function Canvas() {
  return (
    <ReactFlowProvider>
      <Drawing />
    </ReactFlowProvider>
  );
}

function Drawing() {
  const { components, links } = useDocument((state) => state.scenario.architecture);
  const selectedLinks = useSelection((state) => state.links);
  const { nodes, positions, onNodesChange, keepMoves } = useCards();
  const edges = useMemo(() => edgesOf(links, components, selectedLinks), [links, components, selectedLinks]);
  const { screenToFlowPosition } = useReactFlow();
  useCanvasHandle(positions);

  const onEdgesChange = useCallback((changes: EdgeChange<LinkEdgeType>[]) => {
    const selection = useSelection.getState();
    const next = new Set(selection.links);
    for (const change of changes) {
      if (change.type !== "select") continue;
      if (change.selected) next.add(change.id);
      else next.delete(change.id);
    }
    selection.select(selection.components, next);
  }, []);

  function onDrop(event: DragEvent) {
    const kind = event.dataTransfer.getData(KIND_TYPE);
    if (!isKind(kind)) return;
    event.preventDefault();
    const at = screenToFlowPosition({ x: event.clientX, y: event.clientY });
    place(kind, { x: at.x - CARD.width / 2, y: at.y - CARD.height / 2 });
  }

  return (
    <section className="canvas" aria-label="Canvas" onBlur={keepMoves}>
      <ReactFlow
        nodes={nodes}
        edges={edges}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        onNodesChange={onNodesChange}
        onNodeDragStop={keepMoves}
        onEdgesChange={onEdgesChange}
        onConnect={link}
        isValidConnection={isLinkable}
        onNodeDoubleClick={(_event, { id }) => useView.getState().rename(id)}
        onDragOver={(event) => {
          if (!event.dataTransfer.types.includes(KIND_TYPE)) return;
          event.preventDefault();
          event.dataTransfer.dropEffect = "copy";
        }}
        onDrop={onDrop}
        connectionLineType={ConnectionLineType.Bezier}
        connectionRadius={32}
        deleteKeyCode={null}
        multiSelectionKeyCode={["Shift", "Meta", "Control"]}
        zoomOnDoubleClick={false}
        minZoom={0.1}
        maxZoom={2}
        fitView
        fitViewOptions={FIT}
        ariaLabelConfig={WORDS}
        proOptions={{ hideAttribution: true }}
      >
        <Background variant={BackgroundVariant.Dots} gap={20} size={1} />
        <CanvasButtons />
      </ReactFlow>
      {components.length === 0 && <EmptyCanvas />}
    </section>
  );
}

function place(kind: Kind, position: { readonly x: number; readonly y: number }): void {
  const { document, commit } = useDocument.getState();
  const added = addComponent(document, kind, position);
  if (commit(added.document).length === 0) useSelection.getState().select([added.id]);
}

function link({ source, target }: Connection): void {
  const { document, commit } = useDocument.getState();
  commit(connect(document, source, target));
}

function isLinkable({ source, target }: { readonly source: string; readonly target: string }): boolean {
  const { components, links } = useDocument.getState().scenario.architecture;
  const from = components.find(({ id }) => id === source);
  const to = components.find(({ id }) => id === target);
  if (!from || !to || from === to || !canLink(from.kind, to.kind)) return false;
  return !links.some((each) => each.from === source && each.to === target);
}
