import { type ChangeEvent, type KeyboardEvent, useMemo, useState } from "react";
import { isWithin, type Place, useDocument, useDrafts, useProblems, whyNot } from "../../state/index.ts";

/** How a value is written for a person, and read from what a person types; undefined takes it away. */
export interface Wording {
  readonly show: (value: unknown) => string;
  readonly parse: (text: string) => unknown;
}

/**
 * What a field that is typed into needs. While a person types, it says at once what is wrong; the document learns of it when the field
 * is left, or by Enter. Escape takes the typing back.
 */
export function useTyping(place: Place, { show, parse }: Wording) {
  const document = useDocument((state) => state.document);
  const draft = useDrafts((state) => state.drafts[place.key]);
  const [typed, setTyped] = useState<string | null>(null);
  const wiring = useProblemAt(place);

  const wrong = useMemo(
    () => (typed === null ? null : whyNot(place, document, parse(typed))),
    [typed, place, document, parse],
  );
  const message = typed === null ? (draft?.message ?? wiring) : wrong;

  function end() {
    if (typed === null) return;
    setTyped(null);
    useDrafts.getState().submit(place, parse(typed), typed);
  }

  return {
    message,
    input: {
      value: typed ?? draft?.text ?? show(place.read(document)),
      "aria-invalid": message === null ? undefined : true,
      onChange: ({ currentTarget }: ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) =>
        setTyped(currentTarget.value),
      onBlur: end,
      onKeyDown: (event: KeyboardEvent<HTMLInputElement | HTMLTextAreaElement>) => {
        if (event.key === "Enter" && event.currentTarget instanceof HTMLInputElement) end();
        if (event.key !== "Escape" || (typed === null && draft === undefined)) return;
        event.stopPropagation();
        event.preventDefault();
        setTyped(null);
        useDrafts.getState().discard(place.key);
      },
    },
  };
}

/** What is wrong at a place with how things are wired, or null. */
export function useProblemAt(place: Place): string | null {
  const document = useDocument((state) => state.document);
  const problems = useProblems();
  if (problems.length === 0) return null;
  const path = place.path(document);
  return problems.find((problem) => problem.path !== "" && isWithin(problem.path, path))?.message ?? null;
}
