import { useReactFlow, useStoreApi } from "@xyflow/react";
import { useEffect } from "react";
import { canLink, type Kind, type Position } from "../../model/index.ts";
import { type CanvasHandle, useDocument, useSelection, useView } from "../../state/index.ts";
import { CARD, freeNear, placeAfter } from "./layout.ts";

export const FIT = { padding: "16px", maxZoom: 1 } as const;

/** Lets actions and other panels ask where things are drawn, and move the view. */
export function useCanvasHandle(positions: ReadonlyMap<string, Position>): void {
  const { fitView, setCenter, getViewport } = useReactFlow();
  const store = useStoreApi();
  useEffect(() => {
    const size = () => {
      const { width, height } = store.getState();
      return { width, height };
    };
    // One frame later what was just added has been drawn.
    const fitAll = () => requestAnimationFrame(() => void fitView(FIT));

    function isInSight({ x, y }: Position): boolean {
      const view = getViewport();
      const [left, top] = [x * view.zoom + view.x, y * view.zoom + view.y];
      const { width, height } = size();
      return left >= 0 && top >= 0 && left + CARD.width * view.zoom <= width && top + CARD.height * view.zoom <= height;
    }

    const canvas: CanvasHandle = {
      fitView: fitAll,
      freePosition(kind) {
        const view = getViewport();
        const { width, height } = size();
        const middle = {
          x: (width / 2 - view.x) / view.zoom - CARD.width / 2,
          y: (height / 2 - view.y) / view.zoom - CARD.height / 2,
        };
        return freeNear(afterSelected(kind, positions) ?? middle, positions.values());
      },
      positionOf: (id) => positions.get(id),
      reveal(id) {
        const at = positions.get(id);
        if (at && !isInSight(at)) {
          void setCenter(at.x + CARD.width / 2, at.y + CARD.height / 2, { zoom: getViewport().zoom });
        }
      },
      keepInSight(id) {
        requestAnimationFrame(() => {
          const at = useView.getState().canvas?.positionOf(id);
          if (at && !isInSight(at)) fitAll();
        });
      },
    };
    useView.setState({ canvas });
    return () => useView.setState({ canvas: null });
  }, [positions, fitView, setCenter, getViewport, store]);
}

/** The place after the one component that is selected. */
function afterSelected(kind: Kind, positions: ReadonlyMap<string, Position>): Position | undefined {
  const [id, ...more] = useSelection.getState().components;
  const at = id === undefined || more.length > 0 ? undefined : positions.get(id);
  const selected = useDocument.getState().scenario.architecture.components.find((component) => component.id === id);
  return at && selected && placeAfter(at, canLink(selected.kind, kind));
}
