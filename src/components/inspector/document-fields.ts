/** The settings of a document as a whole, described as those of components are. */
import { FAULT_META, type FieldMeta, LIMITS, LONGEST_DURATION } from "../../model/index.ts";
import { documentPlace } from "../../state/index.ts";

const name: FieldMeta = {
  type: "text",
  label: "Name",
  help: "What the scenario is called.",
  maxLength: 200,
  default: "Untitled",
};
const about: FieldMeta = {
  type: "text",
  label: "About",
  help: "What the scenario shows.",
  maxLength: 10_000,
  default: "",
};

const seed: FieldMeta = {
  type: "count",
  label: "Seed",
  help: "The same document with the same seed gives the same result, to the last digit.",
  min: 0,
  max: LIMITS.seed,
  step: 1,
  default: 1,
};

const until: FieldMeta = {
  type: "duration",
  label: "Ends",
  help: "When the run ends: once nothing is left to do, or at an instant of simulated time.",
  min: 0,
  max: LONGEST_DURATION,
  default: "drained",
};

const limit: FieldMeta = {
  type: "duration",
  label: "Limit",
  help: "The longest simulated time, however the run should end.",
  min: 0,
  max: LONGEST_DURATION,
  default: "24h",
};

const warmUp: FieldMeta = {
  type: "duration",
  label: "Warm-up",
  help: "Time at the start left out of latencies and component figures, never out of the ledger.",
  min: 0,
  max: LONGEST_DURATION,
  default: 0,
};

const text = (label: string, help: string, more: object = {}): FieldMeta => ({
  type: "text",
  label,
  help,
  maxLength: 200,
  ...more,
});

const goal: FieldMeta = {
  type: "group",
  label: "Goal",
  help: "A figure that must stay on one side of a target.",
  fields: {
    name: text("Name", "What the goal is called in results."),
    figure: text("Figure", "What is measured."),
    atMost: text("At most", 'The target, in the unit of the figure: "2s", "6 GB", "99.95%", or a number.', {
      optional: true,
    }),
    atLeast: text("At least", 'The target, in the unit of the figure: "2s", "6 GB", "99.95%", or a number.', {
      optional: true,
    }),
  },
};

const goals: FieldMeta = {
  type: "list",
  label: "Goals",
  help: "What must hold for the sale to count as good. Checked after each run.",
  item: goal,
  min: 0,
  max: LIMITS.goals,
  default: [],
};

const faults: FieldMeta = {
  type: "list",
  label: "Faults",
  help: "What goes wrong, and when: the script of a bad day.",
  item: FAULT_META,
  min: 0,
  max: LIMITS.faults,
  default: [],
};

export const NAME = documentPlace(name, "name");
export const ABOUT = documentPlace(about, "about");
export const SEED = documentPlace(seed, "run", "seed");
export const UNTIL = documentPlace(until, "run", "until");
export const LIMIT = documentPlace(limit, "run", "limit");
export const WARM_UP = documentPlace(warmUp, "run", "warmUp");
export const GOALS = documentPlace(goals, "goals");
export const FAULTS = documentPlace(faults, "faults");
export { goal as GOAL };
