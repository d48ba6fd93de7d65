import type { ListParams } from "../../api/queries";

/** The state of a list, as its address holds it. */
export interface ListSearch {
  /** Words to look for. */
  q?: string;
  sort?: string;
  page?: number;
  /** Ids of the quick filters that are on, comma separated. */
  show?: string;
}

export type JsonLogic = { readonly [operator: string]: unknown };

/** A quick filter. Those of one group widen each other, those of different groups narrow. */
export interface QuickFilter {
  id: string;
  group: string;
  label: string;
  logic: JsonLogic;
}

/** JSON logic: the field has this very value. */
export function equals(field: string, value: string): JsonLogic {
  return { "==": [{ var: field }, value] };
}

export const pageSize = 20;

/** Reads a list's state from an address; drops what makes no sense. */
export function readListSearch(raw: Record<string, unknown>): ListSearch {
  const page = Number(raw.page);
  return {
    q: text(raw.q),
    sort: text(raw.sort),
    show: text(raw.show),
    page: Number.isInteger(page) && page > 1 ? page : undefined,
  };
}

/** What to ask the server for. */
export function listParams(
  search: ListSearch,
  filters: readonly QuickFilter[],
  usualSort = "-updated_date",
): ListParams {
  const logic = combined(filters.filter(({ id }) => shown(search).includes(id)));
  return {
    page: search.page ?? 1,
    page_size: pageSize,
    ...(search.q && { search: search.q }),
    sort: search.sort ?? usualSort,
    ...(logic && { filter: JSON.stringify(logic) }),
  };
}

/** Ids of the quick filters that are on. */
export function shown(search: ListSearch): string[] {
  return search.show?.split(",") ?? [];
}

/** The state with one quick filter switched over, back on the first page. */
export function toggled(search: ListSearch, id: string): ListSearch {
  const on = shown(search);
  const next = on.includes(id) ? on.filter((other) => other !== id) : [...on, id];
  return { ...search, page: undefined, show: next.join(",") || undefined };
}

function combined(filters: readonly QuickFilter[]): JsonLogic | undefined {
  const groups = [...new Set(filters.map(({ group }) => group))];
  const parts = groups.map((name) =>
    any(filters.filter(({ group }) => group === name).map(({ logic }) => logic)),
  );
  return parts.length > 1 ? { and: parts } : parts[0];
}

function any(logics: JsonLogic[]): JsonLogic {
  return logics.length === 1 ? (logics[0] as JsonLogic) : { or: logics };
}

function text(value: unknown): string | undefined {
  return value === undefined || value === null || value === "" ? undefined : String(value);
}
