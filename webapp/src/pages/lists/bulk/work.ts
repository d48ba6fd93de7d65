import { requestJson } from "../../../api/client";
import { type ApiError, asApiError, errorFrom } from "../../../api/errors";
import { inParallel } from "../../../api/uploads";

/** How a change of many things went, for each of them. */
export interface Outcome {
  done: number[];
  failed: { id: number; error: ApiError }[];
}

export type Told = (finished: number) => void;

/** As many as the server judges in one go, and as are soon enough for the next sign of progress. */
const batch = 100;
const lanes = 4;

interface Result {
  id: number;
  status: number;
  error: Record<string, unknown> | null;
}

/**
 * Change many things by an endpoint that judges each by itself.
 *
 * What was not asked for because the server went away counts as failed, with that error.
 */
export async function changeAll(
  url: string,
  ids: readonly number[],
  change: { update: object } | { delete: true },
  told: Told = () => {},
): Promise<Outcome> {
  const outcome: Outcome = { done: [], failed: [] };
  for (let start = 0; start < ids.length; start += batch) {
    const some = ids.slice(start, start + batch);
    try {
      const { results } = await requestJson<{ results: Result[] }>(url, "POST", {
        ids: some,
        ...change,
      });
      for (const { id, status, error } of results) {
        if (error) outcome.failed.push({ id, error: errorFrom(status, error) });
        else outcome.done.push(id);
      }
    } catch (thrown) {
      const error = asApiError(thrown);
      outcome.failed.push(...ids.slice(start).map((id) => ({ id, error })));
      break;
    }
    told(start + some.length);
  }
  return outcome;
}

/** Do something with each of many things, where the server has no endpoint for all of them. */
export async function eachOf<Id>(
  ids: readonly Id[],
  deed: (id: Id) => Promise<unknown>,
  told: Told = () => {},
): Promise<{ done: Id[]; failed: { id: Id; error: ApiError }[] }> {
  const outcome = { done: [] as Id[], failed: [] as { id: Id; error: ApiError }[] };
  await inParallel(ids, lanes, async (id) => {
    try {
      await deed(id);
      outcome.done.push(id);
    } catch (thrown) {
      outcome.failed.push({ id, error: asApiError(thrown) });
    }
    told(outcome.done.length + outcome.failed.length);
  });
  return outcome;
}

/** What brings things back to what they were: each former state, with those that were in it. */
export function formerStates<T>(
  items: readonly T[],
  before: (item: T) => object,
): { update: object; items: T[] }[] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const state = JSON.stringify(before(item));
    groups.set(state, [...(groups.get(state) ?? []), item]);
  }
  return [...groups].map(([state, of]) => ({ update: JSON.parse(state) as object, items: of }));
}
