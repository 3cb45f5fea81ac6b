import { Panel, useReactFlow } from "@xyflow/react";
import { actionNamed } from "../../actions/index.ts";
import { Icon } from "../theme/index.ts";

/** Zooming for those without a wheel. */
export function CanvasButtons() {
  const { zoomIn, zoomOut } = useReactFlow();
  const buttons = [
    { label: "Zoom in", icon: "plus", perform: () => zoomIn() },
    { label: "Zoom out", icon: "minus", perform: () => zoomOut() },
    { label: "Fit to view", icon: "maximize", perform: () => actionNamed("fit-view").perform() },
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
