import { duration, list, toggle } from "../fields.ts";
import { asRead, defineKind } from "./kind.ts";
import { messageFields } from "./messages.ts";
import { sagaStep } from "./saga-step.ts";

export const eventQueue = defineKind(
  {
    kind: "eventQueue",
    label: "Event queue",
    help: "Carries events between services that react to each other: nobody drives an order, and nobody knows where it stands.",
    icon: "webhook",
    role: "intake",
    ports: { accepts: ["gateway"] },
    fields: {
      saga: list(
        {
          label: "Reactions",
          help: "Who reacts to what: each service to the success of the one above it, and to the failure of the one below, by undoing its part.",
          max: 30,
          unique: "step",
          default: [],
        },
        sagaStep,
      ),
      outbox: toggle({
        label: "Transactional outbox",
        help: "A service writes its event together with its effect, and publishes it until the queue has it; without, the event is lost if it dies in between.",
        default: true,
      }),
      publishTime: duration({
        label: "Publish time",
        help: "From a service's write until its event is on the way to the queue.",
        max: 3600,
        default: "10ms",
      }),
      ...messageFields,
    },
  },
  asRead,
  ({ saga, outbox }) => [
    `${saga.length} ${saga.length === 1 ? "reaction" : "reactions"}`,
    outbox ? "with outbox" : "without outbox",
  ],
);
