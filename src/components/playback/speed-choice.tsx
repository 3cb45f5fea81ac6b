import { fittingSpeed, usePlayback } from "../../state/index.ts";

/** Picks how fast the run is played. */
export function SpeedChoice() {
  const speed = usePlayback((playback) => playback.speed);
  const end = usePlayback((playback) => playback.end);
  const setSpeed = usePlayback((playback) => playback.setSpeed);
  const choices = [
    { label: "1×", help: "As it happened", value: 1 },
    { label: "10×", help: "Ten times as fast", value: 10 },
    { label: "60×", help: "A minute in a second", value: 60 },
    { label: "20 s", help: "The whole run in 20 seconds", value: fittingSpeed(end) },
  ];
  return (
    <fieldset className="playback__speeds">
      <legend className="visually-hidden">Speed</legend>
      {choices.map(({ label, help, value }) => (
        <button
          key={label}
          type="button"
          className="playback__speed"
          title={help}
          aria-pressed={speed === value}
          onClick={() => setSpeed(value)}
        >
          {label}
        </button>
      ))}
    </fieldset>
  );
}
