/** How everything looks: tokens, controls, icons. */
import "@fontsource-variable/inter/wght.css";
import "./tokens.css";
import "./controls.css";

export { Icon } from "./icon.tsx";
