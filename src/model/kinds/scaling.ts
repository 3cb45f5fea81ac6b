import { count, duration, nullable, probability, tagged, type ValueOf } from "../fields.ts";
import type { Report } from "./kind.ts";

/** What every way of scaling has, beside its metric and the two thresholds. */
const common = {
  min: count({ label: "At least", help: "Instances that are kept however little there is to do.", min: 1, default: 1 }),
  max: count({ label: "At most", help: "Instances it never goes beyond.", min: 1, max: 10_000, default: 10 }),
  step: count({ label: "Step", help: "Instances that one decision adds or removes.", min: 1, default: 1 }),
  period: duration({ label: "Evaluated every", help: "How often the metric is looked at.", min: 0.1, default: "10s" }),
  bootTime: duration({
    label: "Boot time",
    help: "From the decision to add an instance until it takes its first call.",
    default: "30s",
  }),
  coolDown: duration({ label: "Cool-down", help: "No further decision for so long after one.", default: "30s" }),
};

/** Instances that come and go with the load. */
export const autoscaling = nullable(
  tagged(
    { tag: "metric", label: "Autoscaling", help: "Adds and removes instances as the load changes.", default: {} },
    {
      queueDepth: {
        label: "Queue depth",
        help: "Looks at how many wait at the moment.",
        fields: {
          scaleOutAt: count({
            label: "Add at",
            help: "Adds instances when so many wait or more.",
            min: 1,
            default: 100,
          }),
          scaleInAt: count({ label: "Remove at", help: "Removes instances when so few wait or fewer.", default: 5 }),
          ...common,
        },
      },
      utilization: {
        label: "Utilization",
        help: "Looks at the busy share of the live servers, on average since it last looked.",
        fields: {
          scaleOutAt: probability({
            label: "Add at",
            help: "Adds instances at this utilization or more.",
            default: 0.7,
          }),
          scaleInAt: probability({
            label: "Remove at",
            help: "Removes instances at this utilization or less.",
            default: 0.3,
          }),
          ...common,
        },
      },
    },
  ),
  "off",
);

/** The settings of autoscaling, read. */
export type Autoscaling = NonNullable<ValueOf<typeof autoscaling>>;

/**
 * Says what of the settings of autoscaling does not go together.
 * @param concurrency of one instance; null = unlimited
 */
export function checkScaling(
  scaling: Autoscaling | null,
  instances: number,
  concurrency: number | null,
  serversMax: number,
  report: Report,
): void {
  if (scaling === null) return;
  const { min, max, scaleInAt, scaleOutAt } = scaling;
  if (concurrency === null) report("autoscaling", "needs a limited number of servers");
  else if (max * concurrency > serversMax) report("autoscaling", `max times concurrency must be at most ${serversMax}`);
  if (scaleInAt >= scaleOutAt) report("autoscaling", "scaleInAt must be less than scaleOutAt");
  if (min > max) report("autoscaling", "min must be at most max");
  else if (instances < min || instances > max) {
    report("instances", `must be from autoscaling.min to autoscaling.max, ${min} to ${max} (it is ${instances})`);
  }
}
