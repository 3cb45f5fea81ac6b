import { actionNamed } from "../../actions/index.ts";
import { linkKey, useDocument, useSelection } from "../../state/index.ts";
import { ActionButton } from "../shell/action-button.tsx";
import { ComponentInspector } from "./component-inspector.tsx";
import { DocumentInspector } from "./document-inspector.tsx";
import { useHelp } from "./help.ts";
import "./inspector.css";
import { LinkInspector } from "./link-inspector.tsx";

/** What is selected, to be looked at and changed; the document when nothing is. */
export function Inspector() {
  return (
    <aside className="inspector" aria-label="Inspector">
      <div className="inspector__form">
        <Selected />
      </div>
      <HelpLine />
    </aside>
  );
}

function Selected() {
  const { components, links } = useDocument(({ scenario }) => scenario.architecture);
  const selection = useSelection();
  const chosen = components.filter(({ id }) => selection.components.has(id));
  const chosenLinks = links.filter((link) => selection.links.has(linkKey(link)));
  const [component] = chosen;
  const [link] = chosenLinks;
  if (chosen.length + chosenLinks.length === 0) return <DocumentInspector />;
  if (component !== undefined && chosen.length + chosenLinks.length === 1) {
    return <ComponentInspector key={component.id} component={component} />;
  }
  if (link !== undefined && chosenLinks.length === 1 && chosen.length === 0) {
    return <LinkInspector key={linkKey(link)} link={link} />;
  }
  return (
    <>
      <header className="inspector__head">
        <h2>Selection</h2>
      </header>
      <p className="inspector__help">{`${counted(chosen.length, "component")}, ${counted(chosenLinks.length, "link")}`}</p>
      <div className="inspector__tools">
        <ActionButton action={actionNamed("duplicate")} />
        <ActionButton action={actionNamed("delete")} />
      </div>
    </>
  );
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

/** One place for the help of whatever is looked at. Screen readers have it with the field itself. */
function HelpLine() {
  const text = useHelp((state) => state.text);
  return (
    <p className="inspector__line" aria-hidden="true">
      {text ?? "Point at a setting to read what it does."}
    </p>
  );
}
