/** Short messages to the person in front of the page. */
import { create } from "zustand";

export interface Notice {
  readonly id: number;
  readonly tone: "info" | "error";
  readonly text: string;
  /** One line a problem. */
  readonly details: readonly string[];
}

interface NoticesState {
  readonly notices: readonly Notice[];
  /** Shows a message. What went wrong stays until it is dismissed. */
  notify(tone: Notice["tone"], text: string, details?: readonly string[]): void;
  dismiss(id: number): void;
}

const SHOWN_MAX = 3;
const SHOWN_FOR_MS = 6000;

let count = 0;

export const useNotices = create<NoticesState>()((set, get) => ({
  notices: [],
  notify(tone, text, details = []) {
    count += 1;
    const notice: Notice = { id: count, tone, text, details };
    set(({ notices }) => ({ notices: [...notices, notice].slice(-SHOWN_MAX) }));
    if (tone === "info") setTimeout(() => get().dismiss(notice.id), SHOWN_FOR_MS);
  },
  dismiss: (id) => set(({ notices }) => ({ notices: notices.filter((notice) => notice.id !== id) })),
}));
