import { useId } from "react";
import { useDocument, useDrafts } from "../../state/index.ts";
import { ABOUT, FAULTS, LIMIT, NAME, SEED, UNTIL, WARM_UP } from "./document-fields.ts";
import { FieldEditor } from "./field-editor.tsx";
import { FieldRow } from "./field-row.tsx";
import { GoalsField } from "./goals-field.tsx";
import { TypedField } from "./leaf-fields.tsx";
import { TextArea } from "./text-area.tsx";
import { duration, words } from "./wording.ts";

/** What is shown when nothing is selected: the document itself. */
export function DocumentInspector() {
  return (
    <>
      <header className="inspector__head">
        <h2>Document</h2>
      </header>
      <FieldEditor place={NAME} />
      <TextArea place={ABOUT} wording={words} rows={4} />
      <fieldset className="section">
        <legend className="section__title">Run</legend>
        <FieldEditor place={SEED} />
        <UntilField />
        <FieldEditor place={LIMIT} />
        <FieldEditor place={WARM_UP} />
      </fieldset>
      <FieldEditor place={FAULTS} />
      <GoalsField />
    </>
  );
}

/** Until nothing is left to do, or until an instant. */
function UntilField() {
  const id = useId();
  const until = useDocument(({ document }) => UNTIL.read(document));
  const drained = until === "drained";
  return (
    <>
      <FieldRow id={id} label={UNTIL.meta.label} help={UNTIL.meta.help} message={null}>
        <select
          id={id}
          className="input"
          value={drained ? "drained" : "horizon"}
          aria-describedby={`${id}-help`}
          onChange={({ currentTarget }) => {
            useDrafts.getState().discard(UNTIL.key);
            useDrafts.getState().submit(UNTIL, currentTarget.value === "drained" ? "drained" : "10m", "");
          }}
        >
          <option value="drained">once drained</option>
          <option value="horizon">at an instant</option>
        </select>
      </FieldRow>
      {!drained && <TypedField place={UNTIL} label="Ends at" wording={duration} />}
    </>
  );
}
