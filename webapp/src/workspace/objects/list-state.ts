import { create } from "zustand";
import { createJSONStorage, persist } from "zustand/middleware";
import type { Grouping, Order } from "./arrange";

interface ListState {
  order: Order;
  grouping: Grouping;
  /** What was typed to search by; see `readQuery`. */
  query: string;
  /** Queries kept for another time, the latest first. */
  saved: readonly string[];
  /** Groups of which only the head is listed. */
  folded: ReadonlySet<string>;
  setOrder: (order: Order) => void;
  setGrouping: (grouping: Grouping) => void;
  setQuery: (query: string) => void;
  toggleSaved: (query: string) => void;
  toggleFolded: (group: string) => void;
}

const MOST_SAVED = 30;

/** How the list of objects is searched and ordered; all but the search is remembered here. */
export const useObjectList = create<ListState>()(
  persist(
    (set) => ({
      order: "number",
      grouping: "none",
      query: "",
      saved: [],
      folded: new Set<string>(),
      setOrder: (order) => set({ order }),
      setGrouping: (grouping) => set({ grouping, folded: new Set() }),
      setQuery: (query) => set({ query }),
      toggleSaved: (query) =>
        set(({ saved }) => {
          const others = saved.filter((each) => each !== query);
          const kept = others.length < saved.length ? others : [query, ...others];
          return { saved: kept.slice(0, MOST_SAVED) };
        }),
      toggleFolded: (group) =>
        set(({ folded }) => {
          const others = new Set(folded);
          if (!others.delete(group)) others.add(group);
          return { folded: others };
        }),
    }),
    {
      name: "limn.workspace.objects",
      storage: createJSONStorage(() => localStorage),
      partialize: ({ order, grouping, saved }) => ({ order, grouping, saved }),
    },
  ),
);
