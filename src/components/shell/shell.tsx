import "../theme/index.ts";
import "./shell.css";
import { Group, Panel, Separator } from "react-resizable-panels";
import { Canvas } from "../canvas/canvas.tsx";
import { Inspector } from "../inspector/inspector.tsx";
import { Palette } from "../palette/palette.tsx";
import { Dialogs } from "./dialogs.tsx";
import { FileDrop } from "./file-drop.tsx";
import { Header } from "./header.tsx";
import { Notices } from "./notices.tsx";
import { Results } from "./results.tsx";
import { useTheme, useTitle } from "./use-page.ts";
import { useShortcuts } from "./use-shortcuts.ts";

/** In a narrow window the drawing needs the room more. */
const INSPECTOR_WIDTH = window.innerWidth < 1200 ? "248px" : "300px";

/** The whole page: header, palette, canvas, inspector, results. */
export function Shell() {
  useTheme();
  useTitle();
  useShortcuts();
  return (
    <div className="shell">
      <Header />
      <main className="shell__main">
        <Group orientation="vertical">
          <Panel id="drawing" defaultSize="60%" minSize="160px">
            <div className="shell__drawing">
              <Palette />
              <Group orientation="horizontal" className="shell__middle">
                <Panel id="canvas" minSize="240px">
                  <Canvas />
                </Panel>
                <Separator className="splitter splitter--vertical" aria-label="Width of the inspector" />
                <Panel
                  id="inspector"
                  defaultSize={INSPECTOR_WIDTH}
                  minSize="230px"
                  maxSize="520px"
                  groupResizeBehavior="preserve-pixel-size"
                >
                  <Inspector />
                </Panel>
              </Group>
            </div>
          </Panel>
          <Separator className="splitter splitter--horizontal" aria-label="Height of the results" />
          <Panel id="results" minSize="46px">
            <Results />
          </Panel>
        </Group>
      </main>
      <Notices />
      <FileDrop />
      <Dialogs />
    </div>
  );
}
