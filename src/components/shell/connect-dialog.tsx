import { possibleLinks } from "../../actions/index.ts";
import { KINDS } from "../../model/index.ts";
import { connect, linkKey, useDocument, useSelection, useView } from "../../state/index.ts";
import { Icon } from "../theme/index.ts";
import { ChoiceList } from "./choice-list.tsx";
import { Dialog } from "./dialog.tsx";

/** Draws a link from or to the selected component without a pointer. */
export default function ConnectDialog() {
  const [id = ""] = useSelection.getState().components;
  const { components } = useDocument.getState().scenario.architecture;
  const byId = new Map(components.map((component) => [component.id, component]));
  const links = possibleLinks(id);

  const choices = links.flatMap(({ from, to }) => {
    const other = byId.get(from === id ? to : from);
    if (other === undefined) return [];
    const label = `${from === id ? "to" : "from"} ${other.name}`;
    const content = (
      <>
        <Icon name={KINDS[other.kind].icon} />
        <span>{label}</span>
        <small>{other.id}</small>
      </>
    );
    return [{ key: linkKey({ from, to }), label, content }];
  });

  function choose(key: string) {
    const link = links.find((each) => linkKey(each) === key);
    const { document, commit } = useDocument.getState();
    if (link) commit(connect(document, link.from, link.to));
    useView.getState().closeDialog();
  }

  return (
    <Dialog title={`Connect ${byId.get(id)?.name ?? ""}`}>
      <ChoiceList label="Connect to" choices={choices} onChoose={choose} />
    </Dialog>
  );
}
