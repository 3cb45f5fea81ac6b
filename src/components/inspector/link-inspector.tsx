import { actionNamed } from "../../actions/index.ts";
import { LINK_FIELDS, type Link, linkFieldsOf } from "../../model/index.ts";
import { linkKey, linkPlace, useDocument } from "../../state/index.ts";
import { ActionButton } from "../shell/action-button.tsx";
import { Icon } from "../theme/index.ts";
import { Fields } from "./field-editor.tsx";

/** Everything about one link. */
export function LinkInspector({ link }: { readonly link: Link }) {
  const { components } = useDocument(({ scenario }) => scenario.architecture);
  const [from, to] = [link.from, link.to].map((id) => components.find((component) => component.id === id));
  const known = from === undefined ? [] : linkFieldsOf(from.kind);
  const fields = Object.entries(LINK_FIELDS).filter(([key]) => known.includes(key));
  return (
    <>
      <header className="inspector__head">
        <Icon name="link" size={18} />
        <h2>Link</h2>
      </header>
      <p className="inspector__help">{`From ${from?.name} to ${to?.name}`}</p>
      <div className="inspector__tools">
        <ActionButton action={actionNamed("delete")} />
      </div>
      <Fields place={linkPlace(linkKey(link))} fields={Object.fromEntries(fields)} />
    </>
  );
}
