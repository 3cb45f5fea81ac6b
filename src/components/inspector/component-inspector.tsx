import { actionNamed } from "../../actions/index.ts";
import { type Component, KINDS, type KindDefinition } from "../../model/index.ts";
import { configPlace, namePlace, useProblems } from "../../state/index.ts";
import { ActionButton } from "../shell/action-button.tsx";
import { Icon } from "../theme/index.ts";
import { FieldEditor, Fields } from "./field-editor.tsx";

const TOOLS = ["connect", "duplicate", "delete"].map(actionNamed);

/** Everything about one component. */
export function ComponentInspector({ component: { id, kind } }: { readonly component: Component }) {
  const { label, help, icon, fields }: KindDefinition = KINDS[kind];
  const problems = useProblems().filter(({ componentId }) => componentId === id);
  return (
    <>
      <header className="inspector__head">
        <Icon name={icon} size={18} />
        <h2>{label}</h2>
        <code title="Its id: what links, saga steps and goals call it.">{id}</code>
      </header>
      <p className="inspector__help">{help}</p>
      <div className="inspector__tools">
        {TOOLS.map((action) => (
          <ActionButton key={action.name} action={action} />
        ))}
      </div>
      {problems.length > 0 && (
        <ul className="inspector__problems" aria-label="Problems of this component">
          {problems.map(({ path, message, severity }) => (
            <li key={`${path} ${message}`} className={severity === "error" ? "is-wrong" : undefined}>
              <Icon name={severity === "error" ? "circle-alert" : "info"} size={14} />
              {message}
            </li>
          ))}
        </ul>
      )}
      <FieldEditor place={namePlace(id, kind)} />
      <Fields place={configPlace(id, kind)} fields={fields} />
    </>
  );
}
