import { actionNamed } from "../../actions/index.ts";
import { type FieldMeta, type Link, LONGEST_DURATION } from "../../model/index.ts";
import { linkKey, linkPlace, useDocument } from "../../state/index.ts";
import { ActionButton } from "../shell/action-button.tsx";
import { Icon } from "../theme/index.ts";
import { FieldEditor } from "./field-editor.tsx";

const latency: FieldMeta = {
  type: "duration",
  label: "Latency",
  help: "Time one message takes, one way.",
  min: 0,
  max: LONGEST_DURATION,
  default: 0,
};

/** Everything about one link. */
export function LinkInspector({ link }: { readonly link: Link }) {
  const { components } = useDocument(({ scenario }) => scenario.architecture);
  const nameOf = (id: string) => components.find((component) => component.id === id)?.name ?? id;
  return (
    <>
      <header className="inspector__head">
        <Icon name="link" size={18} />
        <h2>Link</h2>
      </header>
      <p className="inspector__help">{`From ${nameOf(link.from)} to ${nameOf(link.to)}`}</p>
      <div className="inspector__tools">
        <ActionButton action={actionNamed("delete")} />
      </div>
      <FieldEditor place={linkPlace(linkKey(link), "latency", latency)} />
    </>
  );
}
