import type { ListParams } from "../../api/queries";

/** The state of a list, as its address holds it. */
export interface ListSearch {
  /** Words to look for. */
  q?: string;
  sort?: string;
  page?: number;
  /** How many rows a page has, where it is not the usual number. */
  size?: number;
  /** Ids of the quick filters that are on, comma separated. */
  show?: string;
  /** What else has to hold, as the API takes it. */
  filter?: JsonLogic;
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

/** What changed last comes first, where nobody asked for another order. */
export const usualSort = "-updated_date";

export const pageSize = 20;
export const pageSizes: readonly number[] = [pageSize, 50, 100, 200, 1000];

/** Reads a list's state from an address; drops what makes no sense. */
export function readListSearch(raw: Record<string, unknown>): ListSearch {
  const page = Number(raw.page);
  return {
    q: text(raw.q),
    sort: text(raw.sort),
    show: text(raw.show),
    filter: rules(raw.filter),
    size: pageSizes.find((size) => size !== pageSize && size === Number(raw.size)),
    page: Number.isInteger(page) && page > 1 ? page : undefined,
  };
}

/** What to ask the server for. */
export function listParams(
  search: ListSearch,
  filters: readonly QuickFilter[],
  ordered = usualSort,
): ListParams {
  const quick = combined(filters.filter(({ id }) => shown(search).includes(id)));
  const logic = both(quick, search.filter);
  return {
    page: search.page ?? 1,
    page_size: search.size ?? pageSize,
    ...(search.q && { search: search.q }),
    sort: search.sort ?? ordered,
    ...(logic && { filter: JSON.stringify(logic) }),
  };
}

/** Ids of the quick filters that are on. */
export function shown(search: ListSearch): string[] {
  return search.show?.split(",") ?? [];
}

/** Names what is listed, whatever page of it is shown and in whatever order. */
export function scopeOf({ page: _, page_size: _size, sort: _sort, ...what }: ListParams): string {
  return JSON.stringify(what);
}

/** Whether anything keeps rows from being shown. */
export function isNarrowed({ q, show, filter }: ListSearch): boolean {
  return Boolean(q || show || filter);
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

function both(one: JsonLogic | undefined, other: JsonLogic | undefined): JsonLogic | undefined {
  return one && other ? { and: [one, other] } : (one ?? other);
}

function any(logics: JsonLogic[]): JsonLogic {
  return logics.length === 1 ? (logics[0] as JsonLogic) : { or: logics };
}

/** A rule is an object with one operator; the server says what is wrong with what is in it. */
function rules(value: unknown): JsonLogic | undefined {
  const isRule = typeof value === "object" && value !== null && !Array.isArray(value);
  return isRule && Object.keys(value).length === 1 ? (value as JsonLogic) : undefined;
}

function text(value: unknown): string | undefined {
  return value === undefined || value === null || value === "" ? undefined : String(value);
}
