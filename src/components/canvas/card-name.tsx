import { useEffect, useRef } from "react";
import { type Component, KINDS } from "../../model/index.ts";
import { namePlace, useDrafts, useView } from "../../state/index.ts";

interface CardNameProps {
  readonly component: Component;
  readonly editing: boolean;
}

/** The name on a card, and an input over it while it is being written. */
export function CardName({ component: { id, kind, name }, editing }: CardNameProps) {
  const { label } = KINDS[kind];
  if (editing) return <NameInput id={id} kind={kind} name={name} />;
  return (
    <h3 className="card__name" title={name === label ? name : `${name} (${label})`}>
      <span>{name}</span>
      {name !== label && <small>{label}</small>}
    </h3>
  );
}

function NameInput({ id, kind, name }: Pick<Component, "id" | "kind" | "name">) {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.select(), []);

  function end(text: string | null) {
    // Enter ends it, and then losing the focus would once more.
    if (useView.getState().renaming !== id) return;
    useView.getState().rename(null);
    if (text !== null && text.trim() !== name)
      useDrafts.getState().submit(namePlace(id, kind), text.trim() || undefined, text);
  }

  return (
    <input
      ref={input}
      className="input card__rename nodrag nopan"
      aria-label="Name"
      defaultValue={name}
      maxLength={120}
      onBlur={(event) => end(event.currentTarget.value)}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === "Escape") end(null);
        if (event.key !== "Enter" && event.key !== "Escape") return;
        const card = event.currentTarget.closest<HTMLElement>(".react-flow__node");
        end(event.currentTarget.value);
        card?.focus();
      }}
    />
  );
}
