import { CSPProvider } from "@base-ui/react/csp-provider";
import { Menu } from "@base-ui/react/menu";
import { Fragment } from "react";
import { ACTIONS, type Action, type ActionGroup, shortcutText } from "../../actions/index.ts";
import { Icon } from "../theme/index.ts";
import { isMac, useUnavailable } from "./use-action.ts";

const MENUS: readonly { readonly label: string; readonly groups: readonly ActionGroup[] }[] = [
  { label: "File", groups: ["file", "export"] },
  { label: "Edit", groups: ["edit"] },
  { label: "View", groups: ["view"] },
  { label: "Experiments", groups: ["experiment"] },
];

/** The actions by group, in menus. */
export default function Menus() {
  return (
    <CSPProvider disableStyleElements>
      <span className="header__menus">
        {MENUS.map(({ label, groups }) => (
          <Menu.Root key={label} modal={false}>
            <Menu.Trigger className="button button--quiet">{label}</Menu.Trigger>
            <Menu.Portal>
              <Menu.Positioner className="menu__positioner" align="start" sideOffset={4}>
                <Menu.Popup className="popup menu">
                  {groups.map((group, index) => (
                    <Fragment key={group}>
                      {index > 0 && <Menu.Separator className="menu__separator" />}
                      {actionsOf(group).map((action) => (
                        <MenuAction key={action.name} action={action} />
                      ))}
                    </Fragment>
                  ))}
                </Menu.Popup>
              </Menu.Positioner>
            </Menu.Portal>
          </Menu.Root>
        ))}
      </span>
    </CSPProvider>
  );
}

function actionsOf(group: ActionGroup): readonly Action[] {
  return (ACTIONS as readonly Action[]).filter((action) => action.group === group);
}

function MenuAction({ action }: { readonly action: Action }) {
  const { label, icon, shortcuts: [shortcut] = [] } = action;
  const reason = useUnavailable(action);
  return (
    <Menu.Item
      className="menu__item"
      disabled={reason !== null}
      title={reason ?? undefined}
      // Once the menu is closed and the focus is back, so that a dialog the action opens can have it.
      onClick={() => setTimeout(() => void action.perform())}
    >
      <Icon name={icon} />
      <span>{label}</span>
      {shortcut !== undefined && <kbd className="kbd">{shortcutText(shortcut, isMac)}</kbd>}
    </Menu.Item>
  );
}
