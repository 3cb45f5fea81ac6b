import { choice, count, duration, group, list, nullable, toggle } from "../fields.ts";
import { formatCount } from "../format.ts";
import { defineKind } from "./kind.ts";
import { sagaStep } from "./saga-step.ts";
import { autoscaling, checkScaling } from "./scaling.ts";

const WORKERS_MAX = 10_000_000;

export const orchestrator = defineKind(
  {
    kind: "orchestrator",
    label: "Order orchestrator",
    help: "Drives each order through its saga, step by step, keeps the log, and undoes what was done when a step fails.",
    icon: "workflow",
    role: "driver",
    ports: {},
    fields: {
      coordination: choice({
        label: "Coordination",
        help: "Step by step with compensations, or all services at once with a vote: prepared ones stay locked until its outcome.",
        options: { saga: "Saga", twoPhaseCommit: "Two-phase commit" },
        default: "saga",
      }),
      workers: nullable(
        count({ label: "Workers", help: "How many sagas run at once.", min: 1, max: WORKERS_MAX, default: 64 }),
        "unlimited",
        "keepDefault",
      ),
      instances: count({
        label: "Instances",
        help: "Copies of it that share the workers; one can die while the others go on.",
        min: 1,
        max: 1000,
        default: 1,
      }),
      autoscaling,
      durableLog: toggle({
        label: "Durable log",
        help: "A saga is resumed where its log ends; without a log, what was in memory is gone with its instance.",
        default: true,
      }),
      lease: duration({
        label: "Lease",
        help: "How long the order of an instance that died stays with it before another may take it.",
        default: "30s",
      }),
      fencing: toggle({
        label: "Fencing tokens",
        help: "An instance that comes back to an order that another one has taken over is stopped by the log.",
        default: true,
      }),
      crashes: nullable(
        group(
          { label: "Random crashes", help: "Instances that die now and then.", default: {} },
          {
            meanTimeBetween: duration({
              label: "Mean time between",
              help: "Mean of an exponential time until an instance dies.",
              min: 1e-3,
              default: "1h",
            }),
            restart: duration({ label: "Restart", help: "Until the instance is back.", min: 1e-6, default: "10s" }),
          },
        ),
        "none",
      ),
      heartbeat: nullable(
        duration({
          label: "Heartbeat",
          help: "How often it renews the hold of an order it is still working on.",
          min: 1e-3,
          default: "5m",
        }),
        "off",
      ),
      waitingRoom: nullable(
        count({
          label: "Waiting room",
          help: "How many orders may wait for a worker when no queue stands in front; the next one is refused.",
          default: 1000,
        }),
        "unlimited",
      ),
      logWrite: nullable(
        duration({
          label: "Log write",
          help: "Time one durable write to the saga log takes; 0 costs nothing.",
          default: 0,
        }),
        "no cost",
        "keepDefault",
      ),
      saga: list(
        {
          label: "Saga",
          help: "The steps of an order, in the order they are called.",
          max: 30,
          unique: "step",
          default: [],
        },
        sagaStep,
      ),
    },
  },
  (config, report) => {
    const { workers, instances } = config;
    const share = workers === null ? null : Math.max(1, Math.floor(workers / instances));
    checkScaling(config.autoscaling, instances, share, WORKERS_MAX, report);
    return config;
  },
  ({ workers, saga }) => [
    workers === null ? "unlimited workers" : `${formatCount(workers)} ${workers === 1 ? "worker" : "workers"}`,
    `${saga.length} ${saga.length === 1 ? "step" : "steps"}`,
  ],
);
