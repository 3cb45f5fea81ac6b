import type { MouseEvent } from "react";
import { Icon } from "../theme/index.ts";

interface EntryButtonsProps {
  /** What the entry is called: "step 2". */
  readonly name: string;
  readonly index: number;
  readonly count: number;
  /** The fewest entries there may be. */
  readonly min: number;
  readonly onMove: (to: number) => void;
  readonly onRemove: () => void;
}

/** Moves an entry of a list up or down, or takes it away. */
export function EntryButtons({ name, index, count, min, onMove, onRemove }: EntryButtonsProps) {
  const buttons = [
    { label: `Move ${name} up`, icon: "chevron-up", off: index === 0, perform: () => onMove(index - 1) },
    { label: `Move ${name} down`, icon: "chevron-down", off: index === count - 1, perform: () => onMove(index + 1) },
    { label: `Remove ${name}`, icon: "trash-2", off: count <= min, perform: onRemove },
  ];
  return (
    <span className="entry__buttons">
      {buttons.map(({ label, icon, off, perform }) => (
        <button
          key={icon}
          type="button"
          className="button button--quiet button--icon button--small"
          aria-label={label}
          title={label}
          aria-disabled={off || undefined}
          onClick={(event) => {
            if (off) return;
            perform();
            keepFocus(event, icon, index);
          }}
        >
          <Icon name={icon} size={14} />
        </button>
      ))}
    </span>
  );
}

/** The focus goes with the entry that was moved, so that it can be moved on. */
function keepFocus(event: MouseEvent<HTMLButtonElement>, icon: string, index: number): void {
  const list = event.currentTarget.closest("[data-entries]");
  const to = icon === "chevron-up" ? index - 1 : icon === "chevron-down" ? index + 1 : Math.max(index - 1, 0);
  const which = icon === "chevron-up" ? 1 : icon === "chevron-down" ? 2 : 3;
  requestAnimationFrame(() => {
    const entry = list?.querySelectorAll(":scope > [data-entry]")[to];
    entry?.querySelector<HTMLElement>(`.entry__buttons > :nth-child(${which})`)?.focus();
  });
}
