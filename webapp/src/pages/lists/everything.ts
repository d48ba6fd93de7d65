import { requestJson } from "../../api/client";
import type { ListParams } from "../../api/queries";
import type { Page } from "../../api/types";

const rowsAtOnce = 500;

/** All rows a list would show, on whatever page. */
export async function everything<T>(url: string, params: ListParams & object): Promise<T[]> {
  const rows: T[] = [];
  for (let page = 1; ; page += 1) {
    const asked = { ...params, page, page_size: rowsAtOnce };
    const query = new URLSearchParams(
      Object.entries(asked).map(([name, value]) => [name, String(value)]),
    );
    const { results, next } = await requestJson<Page<T>>(`${url}?${query}`);
    rows.push(...results);
    if (!next) return rows;
  }
}
