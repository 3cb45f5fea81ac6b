import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from "react";

export interface Choice {
  readonly key: string;
  /** What is searched. */
  readonly label: string;
  readonly content: ReactNode;
  /** Why it cannot be chosen. */
  readonly unavailable?: string | null;
}

interface ChoiceListProps {
  readonly label: string;
  readonly choices: readonly Choice[];
  readonly onChoose: (key: string) => void;
}

/** A list that is narrowed by typing; the arrow keys and Enter choose. */
export function ChoiceList({ label, choices, onChoose }: ChoiceListProps) {
  const [text, setText] = useState("");
  const [at, setAt] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const id = useId();
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const shown = choices.filter((choice) => words.every((word) => choice.label.toLowerCase().includes(word)));
  const current = shown[Math.min(at, shown.length - 1)];

  useEffect(() => {
    if (current) list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: "nearest" });
  }, [current]);

  function choose(choice: Choice | undefined) {
    if (choice && (choice.unavailable ?? null) === null) onChoose(choice.key);
  }

  function onKeyDown(event: KeyboardEvent) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && shown.length > 0) {
      event.preventDefault();
      setAt((Math.min(at, shown.length - 1) + step + shown.length) % shown.length);
    }
    if (event.key === "Enter") {
      event.preventDefault();
      choose(current);
    }
  }

  return (
    <>
      <input
        className="input choice-list__search"
        role="combobox"
        aria-expanded="true"
        aria-controls={`${id}-list`}
        aria-activedescendant={current && `${id}-${current.key}`}
        aria-label={label}
        placeholder={label}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div ref={list} id={`${id}-list`} role="listbox" aria-label={label} className="choice-list">
        {shown.map((choice) => (
          // The keys are handled by the input, which keeps the focus.
          // biome-ignore lint/a11y/useKeyWithClickEvents: see above
          <div
            key={choice.key}
            id={`${id}-${choice.key}`}
            role="option"
            tabIndex={-1}
            aria-selected={choice === current}
            aria-disabled={choice.unavailable ? true : undefined}
            title={choice.unavailable ?? undefined}
            className="choice-list__item"
            onClick={() => choose(choice)}
          >
            {choice.content}
          </div>
        ))}
        {shown.length === 0 && <p className="choice-list__none">Nothing is called that.</p>}
      </div>
    </>
  );
}
