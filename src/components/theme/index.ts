/** How everything looks: tokens, controls, icons. */
import "./tokens.css";
import "./controls.css";

export { Icon } from "./icon.tsx";
