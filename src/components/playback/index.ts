/** Moving through the time of a finished run. */
export { PlaybackBar } from "./playback-bar.tsx";
