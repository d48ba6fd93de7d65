import { create } from "zustand";
import { createJSONStorage, persist } from "zustand/middleware";
import type { Mode } from "./tokens";

export type Choice = "system" | Mode;
export type Place = "pages" | "workspace";

interface ThemeChoice {
  choice: Choice;
  choose: (choice: Choice) => void;
}

/** What the person chose; kept on this device. */
export const useThemeChoice = create<ThemeChoice>()(
  persist((set) => ({ choice: "system", choose: (choice) => set({ choice }) }), {
    name: "limn.theme",
    storage: createJSONStorage(() => localStorage),
    partialize: ({ choice }) => ({ choice }),
  }),
);

/** A choice in one tab holds in all of them. */
export function followOtherTabs(): void {
  window.addEventListener("storage", ({ key }) => {
    if (key === useThemeChoice.persist.getOptions().name) void useThemeChoice.persist.rehydrate();
  });
}

/** The mode to draw in: a choice holds everywhere; without one the workspace is dark. */
export function modeFor(choice: Choice, place: Place, systemIsDark: boolean): Mode {
  if (choice !== "system") return choice;
  return place === "workspace" || systemIsDark ? "dark" : "light";
}
