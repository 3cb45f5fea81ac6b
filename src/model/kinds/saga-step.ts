/** One step of an order's way through the services, as an orchestrator or an event queue has it written down. */
import { choice, componentRef, group, nullable, operationRef, text } from "../fields.ts";

export const sagaStep = group(
  { label: "Step", help: "One call of the saga." },
  {
    step: text({ label: "Step", help: "What the step is called in traces and reports.", maxLength: 60 }),
    component: componentRef({ label: "Component", help: "The service it calls." }),
    operation: operationRef({ label: "Operation", help: "What it asks of the service.", of: "component" }),
    compensation: nullable(
      operationRef({
        label: "Compensation",
        help: "The operation that undoes it when the order fails later.",
        of: "component",
      }),
      "none",
    ),
    onFailure: choice({
      label: "On failure",
      help: "Undo the order, or carry on without this step.",
      options: { compensate: "Undo the order", continue: "Carry on" },
      default: "compensate",
    }),
  },
);
