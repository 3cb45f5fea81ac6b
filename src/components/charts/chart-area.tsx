import { type PointerEvent, useEffect, useRef } from "react";
import { usePlayback } from "../../state/index.ts";
import type { ChartData } from "./chart-data.ts";
import { ChartPlot } from "./chart-plot.tsx";
import { timeAt } from "./plot-area.ts";

interface Props {
  readonly chart: ChartData;
  readonly end: number;
  readonly hidden: ReadonlySet<string>;
  readonly log: boolean;
}

/** A chart with the cursor of playback laid over it. Pressing and dragging moves the cursor, here and everywhere. */
export function ChartArea({ chart, end, hidden, log }: Props) {
  const cursor = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const place = ({ time }: { readonly time: number }) =>
      cursor.current?.style.setProperty("--at", String(end > 0 ? Math.min(time / end, 1) : 0));
    place(usePlayback.getState());
    return usePlayback.subscribe(place);
  }, [end]);

  const moveTo = (event: PointerEvent<HTMLDivElement>) =>
    usePlayback.getState().setTime(timeAt(event.clientX, event.currentTarget.getBoundingClientRect(), end));

  return (
    <div
      className="chart__area"
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        moveTo(event);
      }}
      onPointerMove={(event) => {
        if (event.currentTarget.hasPointerCapture(event.pointerId)) moveTo(event);
      }}
    >
      <div className="chart__drawing" role="img" aria-label={`${chart.title}. ${chart.help}`}>
        <ChartPlot chart={chart} end={end} hidden={hidden} log={log} />
      </div>
      <div className="chart__cursor-range" aria-hidden="true">
        <div className="chart__cursor" ref={cursor} />
      </div>
    </div>
  );
}
