import { Shell } from "./components/shell/shell.tsx";

/** The page. */
export function App() {
  return <Shell />;
}
