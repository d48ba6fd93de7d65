import { create } from "zustand";
import { createJSONStorage, persist } from "zustand/middleware";
import type { Grouping, Order } from "./arrange";

/** A query kept for another time. */
export interface SavedQuery {
  readonly query: string;
  /** What it is called; "" for as it is written. */
  readonly name: string;
}

interface ListState {
  order: Order;
  grouping: Grouping;
  /** What was typed to search by; see `readQuery`. */
  query: string;
  /** What does not match stays in sight; frames are found all the same. */
  findsOnly: boolean;
  /** Whether the query is being clicked together. */
  building: boolean;
  /** Queries kept for another time, the latest first. */
  saved: readonly SavedQuery[];
  /** Queries that were searched for, the latest first. */
  recent: readonly string[];
  /** Groups of which only the head is listed. */
  folded: ReadonlySet<string>;
  setOrder: (order: Order) => void;
  setGrouping: (grouping: Grouping) => void;
  setQuery: (query: string) => void;
  toggleFindsOnly: () => void;
  setBuilding: (building: boolean) => void;
  toggleSaved: (query: string) => void;
  nameSaved: (query: string, name: string) => void;
  /** Put the query of now among the recent ones. */
  noteRecent: () => void;
  forgetRecent: () => void;
  toggleFolded: (group: string) => void;
}

const MOST_SAVED = 30;
const MOST_RECENT = 10;

/** How the list of objects is searched and ordered; all but the search is remembered here. */
export const useObjectList = create<ListState>()(
  persist(
    (set) => ({
      order: "number",
      grouping: "none",
      query: "",
      findsOnly: false,
      building: false,
      saved: [],
      recent: [],
      folded: new Set<string>(),
      setOrder: (order) => set({ order }),
      setGrouping: (grouping) => set({ grouping, folded: new Set() }),
      setQuery: (query) => set({ query }),
      toggleFindsOnly: () => set(({ findsOnly }) => ({ findsOnly: !findsOnly })),
      setBuilding: (building) => set({ building }),
      toggleSaved: (query) =>
        set(({ saved }) => {
          const others = saved.filter((each) => each.query !== query);
          const kept = others.length < saved.length ? others : [{ query, name: "" }, ...others];
          return { saved: kept.slice(0, MOST_SAVED) };
        }),
      nameSaved: (query, name) =>
        set(({ saved }) => ({
          saved: saved.map((each) => (each.query === query ? { query, name } : each)),
        })),
      noteRecent: () =>
        set(({ query, recent }) => {
          const now = query.trim();
          if (now === "") return {};
          return { recent: [now, ...recent.filter((each) => each !== now)].slice(0, MOST_RECENT) };
        }),
      forgetRecent: () => set({ recent: [] }),
      toggleFolded: (group) =>
        set(({ folded }) => {
          const others = new Set(folded);
          if (!others.delete(group)) others.add(group);
          return { folded: others };
        }),
    }),
    {
      name: "limn.workspace.objects",
      version: 1,
      storage: createJSONStorage(() => localStorage),
      // Before they had names, queries were kept alone.
      migrate: (kept) => {
        const { saved = [], ...others } = kept as { saved?: readonly string[] };
        return { ...others, saved: saved.map((query) => ({ query, name: "" })) };
      },
      partialize: ({ order, grouping, findsOnly, saved, recent }) => ({
        ...{ order, grouping, findsOnly, saved, recent },
      }),
    },
  ),
);
