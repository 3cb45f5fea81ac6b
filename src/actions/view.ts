import { componentsOf, useDocument, usePlayback, usePreferences, useView } from "../state/index.ts";
import { type Action, always } from "./action.ts";

export const fitView: Action = {
  name: "fit-view",
  label: "Fit to view",
  icon: "maximize",
  group: "view",
  shortcuts: ["Alt+0"],
  unavailable: () => (componentsOf(useDocument.getState().document).length > 0 ? null : "Nothing is drawn."),
  perform: () => useView.getState().canvas?.fitView(),
};

export const toggleTheme: Action = {
  name: "theme",
  label: "Light or dark",
  icon: "sun-moon",
  group: "view",
  shortcuts: ["Alt+T"],
  unavailable: always,
  perform: () => usePreferences.getState().toggleTheme(),
};

export const commands: Action = {
  name: "commands",
  label: "All commands",
  icon: "command",
  group: "view",
  shortcuts: ["Mod+K"],
  whileTyping: true,
  unavailable: always,
  perform: () => useView.getState().openDialog("commands"),
};

export const playOrPause: Action = {
  name: "playback",
  label: "Play or pause playback",
  icon: "play",
  group: "view",
  shortcuts: ["Alt+P"],
  unavailable: () => (usePlayback.getState().end > 0 ? null : "Nothing was run yet."),
  perform() {
    const { playing, play, pause } = usePlayback.getState();
    if (playing) pause();
    else play();
  },
};
