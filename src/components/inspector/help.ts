/** The sentence about the setting that is looked at, shown in one place so that nothing moves. */
import { create } from "zustand";

export const useHelp = create<{ readonly text: string | null }>()(() => ({ text: null }));

/** What an element that has something to say about itself needs. */
export function explained(text: string) {
  const show = () => useHelp.setState({ text });
  return { onFocus: show, onPointerEnter: show };
}
