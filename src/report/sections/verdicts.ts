import { verdictsOf } from "../../analysis/index.ts";
import type { Section, Tone } from "../content.ts";
import type { ReportInput } from "../input.ts";

const TONES = { good: "good", wrong: "wrong", plain: undefined } as const satisfies Record<string, Tone | undefined>;

/** The questions a person has during a sale, answered. */
export function verdicts({ scenario, result, frames }: ReportInput): Section {
  const answers = verdictsOf(scenario, result, frames).map(({ question, answer, tone, details }) => {
    const said = TONES[tone];
    return { question, answer, details, ...(said !== undefined && { tone: said }) };
  });
  return { id: "verdicts", title: "What happened", blocks: [{ type: "answers", answers }] };
}
