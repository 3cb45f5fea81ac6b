import { useMemo } from "react";
import { usePlayback } from "../../state/index.ts";
import { type FinishedRun, useFinishedRun } from "../figures/finished-run.ts";
import { Icon } from "../theme/index.ts";
import { BacklogTrace } from "./backlog-trace.tsx";
import { clockText } from "./clock.ts";
import "./playback.css";
import { type Phase, phaseAt, phasesOf } from "./phases.ts";
import { SpeedChoice } from "./speed-choice.tsx";
import { TimeSlider } from "./time-slider.tsx";

/** One row that moves through the last run: play, the clock, the phase, the slider over the backlog, the speed. */
export function PlaybackBar() {
  const run = useFinishedRun();
  return run === null ? null : <Bar run={run} />;
}

function Bar({ run: { result, frames } }: { readonly run: FinishedRun }) {
  const phases = useMemo(() => phasesOf(result, frames), [result, frames]);
  return (
    <section className="playback" aria-label="Playback">
      <PlayButton />
      <Clock phases={phases} />
      <div className="playback__track">
        <BacklogTrace frames={frames} phases={phases} end={result.run.simulatedSeconds} />
        <TimeSlider phases={phases} />
      </div>
      <SpeedChoice />
    </section>
  );
}

function PlayButton() {
  const playing = usePlayback((playback) => playback.playing);
  const play = usePlayback((playback) => playback.play);
  const pause = usePlayback((playback) => playback.pause);
  const label = playing ? "Pause playback" : "Play the run back";
  return (
    <button
      type="button"
      className="button button--icon"
      aria-label={label}
      title={label}
      onClick={playing ? pause : play}
    >
      <Icon name={playing ? "pause" : "play"} />
    </button>
  );
}

function Clock({ phases }: { readonly phases: readonly Phase[] }) {
  const time = usePlayback((playback) => playback.time);
  const end = usePlayback((playback) => playback.end);
  const phase = phaseAt(phases, time);
  return (
    <p className="playback__clock" data-playback-time={time}>
      <span className="playback__now">{clockText(time, end)}</span>
      <span className="playback__end"> / {clockText(end, end)}</span>
      <span className="playback__phase" title={phase?.help}>
        {phase?.label}
      </span>
    </p>
  );
}
