import { actionNamed } from "../../actions/index.ts";

/** What a canvas with nothing on it says. */
export function EmptyCanvas() {
  const scenarios = actionNamed("scenarios");
  return (
    <div className="canvas__empty">
      <h2>Nothing is drawn yet</h2>
      <p>
        Drag components from the left, or choose one with Enter. Shoppers go to a gateway, the gateway to a queue or an
        orchestrator, and the orchestrator calls the services of its saga.
      </p>
      <button type="button" className="button" onClick={() => void scenarios.perform()}>
        Open a scenario
      </button>
    </div>
  );
}
