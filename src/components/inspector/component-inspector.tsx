import { actionNamed } from "../../actions/index.ts";
import { type Component, KINDS, type KindDefinition } from "../../model/index.ts";
import { configPlace, idPlace, namePlace, useProblems, useSelection } from "../../state/index.ts";
import { messageAt } from "../problems/message.ts";
import { ActionButton } from "../shell/action-button.tsx";
import { Icon } from "../theme/index.ts";
import { FieldEditor, Fields } from "./field-editor.tsx";

const TOOLS = ["rename", "duplicate", "delete"].map(actionNamed);

/** Everything about one component. */
export function ComponentInspector({ component }: { readonly component: Component }) {
  const { id, kind } = component;
  const { label, help, icon, fields }: KindDefinition = KINDS[kind];
  const problems = useProblems().filter(({ componentId }) => componentId === id);
  return (
    <>
      <header className="inspector__head">
        <Icon name={icon} size={18} />
        <h2>{label}</h2>
      </header>
      <p className="inspector__help">{help}</p>
      <div className="inspector__tools">
        <ActionButton action={actionNamed("connect")} />
        {TOOLS.map((action) => (
          <ActionButton key={action.name} action={action} iconOnly />
        ))}
      </div>
      {problems.length > 0 && (
        <ul className="inspector__problems" aria-label="Problems of this component">
          {problems.map((problem) => (
            <li
              key={`${problem.path} ${problem.message}`}
              className={problem.severity === "error" ? "is-wrong" : undefined}
            >
              <Icon name={problem.severity === "error" ? "circle-alert" : "info"} size={14} />
              {messageAt(problem, component)}
            </li>
          ))}
        </ul>
      )}
      <FieldEditor place={namePlace(id, kind)} />
      <FieldEditor place={idPlace(id, (renamed) => useSelection.getState().select([renamed]))} />
      <Fields place={configPlace(id, kind)} fields={fields} />
    </>
  );
}
