import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./App.tsx";
import { start } from "./components/shell/start.ts";

const element = document.getElementById("root");
if (element === null) throw new Error("index.html has no #root");
const root = createRoot(element);

// What was drawn last time is there before anything is shown, so that the page does not change under the first look.
await start();
root.render(
  <StrictMode>
    <App />
  </StrictMode>,
);
