import { Panel, useReactFlow } from "@xyflow/react";
import { Icon } from "../theme/index.ts";

/** Zooming for those without a wheel. */
export function CanvasButtons() {
  const { zoomIn, zoomOut, fitView } = useReactFlow();
  const buttons = [
    { label: "Zoom in", icon: "plus", perform: () => zoomIn() },
    { label: "Zoom out", icon: "minus", perform: () => zoomOut() },
    { label: "Fit to view", icon: "maximize", perform: () => fitView({ padding: 0.06, maxZoom: 1 }) },
  ];
  return (
    <Panel position="bottom-left" className="canvas__buttons">
      {buttons.map(({ label, icon, perform }) => (
        <button
          key={label}
          type="button"
          className="button button--icon button--small"
          aria-label={label}
          title={label}
          onClick={() => void perform()}
        >
          <Icon name={icon} size={14} />
        </button>
      ))}
    </Panel>
  );
}
