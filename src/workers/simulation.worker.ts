/** The thread that simulates. */
import { expose } from "comlink";
import { createService } from "./service.ts";
import { createYield } from "./yield.ts";

expose(createService(createYield(), (message) => self.postMessage(message)));
