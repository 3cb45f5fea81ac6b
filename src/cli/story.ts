import type { Story } from "../model/index.ts";
import { oneLine } from "../report/index.ts";

/** One line a moment: seconds to the microsecond, the component, what happened. */
export function storyLines({ events }: Story): string[] {
  const times = events.map(({ time }) => time.toFixed(6));
  const width = Math.max(0, ...times.map((time) => time.length));
  const place = Math.max(0, ...events.map(({ component }) => component?.length ?? 0));
  return events.map(({ component, text }, index) => {
    const time = (times[index] ?? "").padStart(width);
    return `  ${time} s  ${(component ?? "").padEnd(place)}  ${oneLine(text)}`;
  });
}
