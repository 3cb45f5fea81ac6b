import type { Section } from "../section.ts";
import { adapts } from "./adapts.ts";
import { answers } from "./answers.ts";
import { canonical } from "./canonical.ts";
import { eventList } from "./event-list.ts";
import { memory } from "./memory.ts";
import { scaling } from "./scaling.ts";
import { simpy } from "./simpy.ts";

/** In the order of the page. */
export const SECTIONS: readonly Section[] = [canonical, simpy, adapts, eventList, scaling, memory, answers];
