import type { FieldMeta } from "../../model/index.ts";
import { documentPlace } from "../../state/index.ts";
import { TextInput } from "../inspector/text-input.tsx";

const meta: FieldMeta = {
  type: "text",
  label: "Name of the document",
  help: "What the scenario is called.",
  maxLength: 200,
  default: "Untitled",
};
const place = documentPlace(meta, "name");

/** The name of the document, to be changed where it stands. */
export function DocumentName() {
  return (
    <div className="document-name">
      <TextInput place={place} label={meta.label} show={String} parse={(text) => text.trim() || undefined} />
    </div>
  );
}
