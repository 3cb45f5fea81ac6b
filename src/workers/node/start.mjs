/** Lets a thread of Node read the source, as the command line does, and starts it. */
import { register } from "tsx/esm/api";

register();
await import("./simulation.worker.ts");
