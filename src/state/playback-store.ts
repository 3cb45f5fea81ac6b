/** Where in the simulated time of the last run the page stands. */
import { create } from "zustand";

export interface PlaybackState {
  /** The instant shown, in simulated seconds. */
  readonly time: number;
  /** The last instant there is. */
  readonly end: number;
  readonly playing: boolean;
  /** Simulated seconds a second. */
  readonly speed: number;
  setTime(time: number): void;
  /** Plays on; from the start when it stands at the end. */
  play(): void;
  pause(): void;
  setSpeed(speed: number): void;
  /** Makes room for a run that lasted until `end`, standing at `time`. */
  load(end: number, time: number): void;
}

/** How long a whole run takes to play at the speed it starts with, in seconds. */
const PLAYING_TIME = 20;
/** At most about 30 pictures a second. */
const SHORTEST_STEP = 0.03;
/** Where people asked for less motion: a step now and then. */
const CALM_STEP = 0.5;
/** A tab that slept does not jump ahead. */
const LONGEST_STEP = 1;

export const usePlayback = create<PlaybackState>()((set, get) => ({
  time: 0,
  end: 0,
  playing: false,
  speed: 1,
  setTime: (time) => set(({ end }) => ({ time: Math.min(Math.max(time, 0), end) })),
  play() {
    const { time, end, playing } = get();
    if (playing || end === 0) return;
    set({ playing: true, time: time >= end ? 0 : time });
    follow(performance.now());
  },
  pause: () => set({ playing: false }),
  setSpeed: (speed) => set({ speed: Math.max(speed, 1e-6) }),
  load: (end, time) => set({ end, time: Math.min(time, end), playing: false, speed: fittingSpeed(end) }),
}));

/** The speed at which a run of that length plays in {@link PLAYING_TIME}. */
export function fittingSpeed(end: number): number {
  return end > 0 ? end / PLAYING_TIME : 1;
}

function follow(before: number): void {
  const shortest = matchMedia("(prefers-reduced-motion: reduce)").matches ? CALM_STEP : SHORTEST_STEP;
  requestAnimationFrame(function step(now) {
    const { playing, time, speed, end } = usePlayback.getState();
    if (!playing) return;
    const elapsed = (now - before) / 1000;
    if (elapsed < shortest) {
      requestAnimationFrame(step);
      return;
    }
    const next = time + Math.min(elapsed, LONGEST_STEP) * speed;
    usePlayback.setState({ time: Math.min(next, end), playing: next < end });
    if (next < end) follow(now);
  });
}
