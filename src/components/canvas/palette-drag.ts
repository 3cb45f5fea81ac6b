/** How a kind is carried from the palette to the canvas. */
import { KINDS, type Kind } from "../../model/index.ts";

export const KIND_TYPE = "application/x-doorbuster-kind";

export function isKind(text: string): text is Kind {
  return Object.hasOwn(KINDS, text);
}
