/** The thread that simulates, in Node. */
import { setImmediate } from "node:timers/promises";
import { parentPort } from "node:worker_threads";
import { expose } from "comlink";
import { createService } from "../service.ts";
import { endpointOf } from "./endpoint.ts";

if (parentPort !== null) {
  const port = parentPort;
  expose(
    createService(
      () => setImmediate(),
      (message) => port.postMessage(message),
    ),
    endpointOf(port),
  );
}
