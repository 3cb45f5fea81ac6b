import type { KeyboardEvent } from "react";
import { formatDuration } from "../../model/index.ts";
import { usePlayback } from "../../state/index.ts";
import { type Phase, phaseAt } from "./phases.ts";

/** Shares of the run that a key moves by. */
const ARROW = 1 / 100;
const PAGE = 1 / 10;
/** With shift, a tenth of it. */
const FINE = 1 / 10;

/** Where to go for a key, or null when the key means nothing here. */
function target(event: KeyboardEvent, time: number, end: number): number | null {
  const fine = event.shiftKey ? FINE : 1;
  switch (event.key) {
    case "ArrowRight":
    case "ArrowUp":
      return time + end * ARROW * fine;
    case "ArrowLeft":
    case "ArrowDown":
      return time - end * ARROW * fine;
    case "PageUp":
      return time + end * PAGE * fine;
    case "PageDown":
      return time - end * PAGE * fine;
    case "Home":
      return 0;
    case "End":
      return end;
    default:
      return null;
  }
}

/** The instant shown, to drag or to move by keys: arrows, page up and down, home and end; with shift in finer steps. */
export function TimeSlider({ phases }: { readonly phases: readonly Phase[] }) {
  const time = usePlayback((playback) => playback.time);
  const end = usePlayback((playback) => playback.end);
  const setTime = usePlayback((playback) => playback.setTime);
  const phase = phaseAt(phases, time);
  return (
    <input
      className="playback__slider"
      type="range"
      min={0}
      max={end}
      step="any"
      value={time}
      aria-label="Time in the run"
      aria-valuetext={`${formatDuration(time)}${phase === null ? "" : `, ${phase.label}`}`}
      onChange={(event) => setTime(event.target.valueAsNumber)}
      onKeyDown={(event) => {
        const next = target(event, time, end);
        if (next === null) return;
        event.preventDefault();
        setTime(next);
      }}
    />
  );
}
