import { ACTIONS, type Action, actionNamed, shortcutText } from "../../actions/index.ts";
import { useView } from "../../state/index.ts";
import { Icon } from "../theme/index.ts";
import { ChoiceList } from "./choice-list.tsx";
import { Dialog } from "./dialog.tsx";
import { isMac } from "./use-action.ts";

/** Every action, to be found by name. */
export default function CommandPalette() {
  const actions = (ACTIONS as readonly Action[]).filter(({ name }) => name !== "commands");
  return (
    <Dialog title="Commands">
      <ChoiceList
        label="Search commands"
        choices={actions.map((action) => ({
          key: action.name,
          label: action.label,
          unavailable: action.unavailable(),
          content: <Command action={action} />,
        }))}
        onChoose={(name) => {
          useView.getState().closeDialog();
          void actionNamed(name).perform();
        }}
      />
    </Dialog>
  );
}

function Command({ action: { icon, label, shortcuts: [shortcut] = [] } }: { readonly action: Action }) {
  return (
    <>
      <Icon name={icon} />
      <span>{label}</span>
      {shortcut !== undefined && <kbd className="kbd">{shortcutText(shortcut, isMac)}</kbd>}
    </>
  );
}
