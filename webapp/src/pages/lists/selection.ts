import { useCallback, useMemo, useRef, useState } from "react";

export interface Listed {
  id?: Id | undefined;
}

type Id = number | string;

/** Some rows of a list, also of pages that are not shown now. */
export interface Selection<T extends Listed> {
  readonly items: readonly T[];
  has: (item: T) => boolean;
  /** Take a row, or let it go; `through` does the same with all since the last one. */
  toggle: (item: T, through?: boolean) => void;
  /** Take all rows of this page, or let them go when all are taken. */
  togglePage: () => void;
  take: (items: readonly T[]) => void;
  clear: () => void;
  /** How many rows the page has; how much of it is taken. */
  readonly rows: number;
  readonly page: "none" | "some" | "all";
}

/** A selection among rows that are shown page by page; another `scope` begins a new one. */
export function useSelection<T extends Listed>(
  shown: readonly T[] | undefined,
  scope: string,
): Selection<T> {
  const [state, setState] = useState({ scope, picked: none as ReadonlyMap<Id, T> });
  const picked = state.scope === scope ? state.picked : none;
  const last = useRef<Id | null>(null);
  const rows = shown ?? nothing;

  const put = useCallback(
    (next: ReadonlyMap<Id, Listed>) => setState({ scope, picked: next as ReadonlyMap<Id, T> }),
    [scope],
  );
  return useMemo(() => {
    const count = rows.filter((row) => picked.has(idOf(row))).length;
    return {
      items: [...picked.values()] as T[],
      rows: rows.length,
      has: (item) => picked.has(idOf(item)),
      toggle: (item, through = false) => {
        const from = through ? last.current : null;
        last.current = idOf(item);
        put(toggled(picked, item, between(rows, from, item)));
      },
      togglePage: () => put(count === rows.length ? without(picked, rows) : withAll(picked, rows)),
      take: (items) => put(withAll(none, items)),
      clear: () => put(none),
      page: count === 0 ? "none" : count === rows.length ? "all" : "some",
    };
  }, [rows, picked, put]);
}

type Picked = ReadonlyMap<Id, Listed>;

const none: ReadonlyMap<Id, never> = new Map<Id, never>();
const nothing: readonly never[] = [];

/** All of `group` becomes what `item` becomes. */
export function toggled(picked: Picked, item: Listed, group: readonly Listed[]): Picked {
  return picked.has(idOf(item)) ? without(picked, group) : withAll(picked, group);
}

/** The rows from the one of that id to `item`, both included; `item` alone when it is not there. */
export function between<T extends Listed>(rows: readonly T[], from: Id | null, item: T): T[] {
  const start = rows.findIndex((row) => row.id === from);
  const end = rows.findIndex((row) => row.id === item.id);
  if (start < 0 || end < 0) return [item];
  return rows.slice(Math.min(start, end), Math.max(start, end) + 1);
}

function withAll(picked: Picked, items: readonly Listed[]): Picked {
  return new Map([...picked, ...items.map((item) => [idOf(item), item] as const)]);
}

function without(picked: Picked, items: readonly Listed[]): Picked {
  const gone = new Set(items.map(idOf));
  return new Map([...picked].filter(([id]) => !gone.has(id)));
}

export function idOf<T extends Listed>({ id }: T): NonNullable<T["id"]> {
  return id as NonNullable<T["id"]>;
}
