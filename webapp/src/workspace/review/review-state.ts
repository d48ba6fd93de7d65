import { create } from "zustand";
import { createJSONStorage, persist } from "zustand/middleware";

const RECENT = 3;

interface ReviewState {
  /** Whether issues that are settled are listed and marked too. */
  withResolved: boolean;
  /** Whether issues are marked on the picture. */
  marks: boolean;
  /** What was last said was wrong, newest first. */
  recent: readonly string[];
  setWithResolved: (withResolved: boolean) => void;
  toggleMarks: () => void;
  remember: (message: string) => void;
}

/** How issues are shown; remembered on this device. */
export const useReview = create<ReviewState>()(
  persist(
    (set) => ({
      withResolved: false,
      marks: true,
      recent: [],
      setWithResolved: (withResolved) => set({ withResolved }),
      toggleMarks: () => set(({ marks }) => ({ marks: !marks })),
      remember: (message) =>
        set(({ recent }) => ({
          recent: [message, ...recent.filter((one) => one !== message)].slice(0, RECENT),
        })),
    }),
    { name: "limn.workspace.review", storage: createJSONStorage(() => localStorage) },
  ),
);
