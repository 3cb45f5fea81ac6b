import { BaseEdge, type Edge, EdgeLabelRenderer, type EdgeProps, getBezierPath } from "@xyflow/react";
import { memo } from "react";
import { formatDuration } from "../../model/index.ts";
import { useFlow } from "./use-moment.ts";

export type LinkEdgeType = Edge<{ readonly latency: number }, "link">;

const THINNEST = 1.5;
const WIDEST = 7;
/** The label stands above the line: between two cards there is little room beside it. */
const LABEL_RISE = 11;

/** A link on the canvas: the more passes at this instant, the wider it is. */
export const LinkEdge = memo(function LinkEdge(props: EdgeProps<LinkEdgeType>) {
  const [path, x, y] = getBezierPath(props);
  const flow = useFlow(props.target);
  const width = flow === null ? THINNEST : THINNEST + (WIDEST - THINNEST) * Math.sqrt(flow);
  const latency = props.data?.latency ?? 0;
  return (
    <>
      <BaseEdge
        id={props.id}
        path={path}
        className={flow ? "link link--flowing" : "link"}
        style={{ strokeWidth: width }}
        interactionWidth={20}
      />
      {latency > 0 && (
        <EdgeLabelRenderer>
          <span
            className="link__label"
            style={{ transform: `translate(-50%, -50%) translate(${x}px, ${y - LABEL_RISE}px)` }}
          >
            {formatDuration(latency)}
          </span>
        </EdgeLabelRenderer>
      )}
    </>
  );
});
