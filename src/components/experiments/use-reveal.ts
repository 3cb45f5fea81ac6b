import { type RefObject, useEffect, useRef } from "react";

/** Brings what was found into sight when it is new: the form above it may fill the panel. */
export function useReveal<Element extends HTMLElement>(found: object): RefObject<Element | null> {
  const place = useRef<Element>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: again for everything new that is found
  useEffect(() => {
    place.current?.scrollIntoView({ block: "nearest" });
  }, [found]);
  return place;
}
