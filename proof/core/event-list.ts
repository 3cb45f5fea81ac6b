import { close, open } from "../../src/engine/express/core/token.ts";
import { headTime, place, pop } from "../../src/engine/express/core/wheel.ts";

/* The core's event list, for whoever asks from outside. */

/** Adds an event that is known by a number. */
export function push(time: f64, rank: f64, number: i32): void {
  const token = open(number, 0);
  token.time = time;
  token.rank = rank;
  place(token);
}

export { headTime };

/** Removes the earliest event and returns its number; only after {@link headTime}, while that is finite. */
export function take(): i32 {
  const token = pop();
  close(token);
  return token.number;
}
