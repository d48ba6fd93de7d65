import { follow } from "../../api/requests";
import { eachOf, type Outcome, type Told } from "../lists/bulk/work";
import { beginOrJoin } from "../work/begin";

/** Where files go and what they are called. */
export interface Written {
  /** null: to be fetched from the list of requests. */
  storageId: number | null;
  /** Empty: the server chooses. */
  filename: string;
}

/** The parameters that say so. */
export function writtenTo({ storageId, filename }: Written): Record<string, string> {
  return {
    location: storageId === null ? "local" : "cloud_storage",
    ...(storageId !== null && { cloud_storage_id: `${storageId}` }),
    ...(filename && { filename }),
  };
}

/**
 * Has a file written of each of many things, by a request for each.
 *
 * All begin before any is followed: who leaves meanwhile finds all of them among the requests.
 */
export async function fileOfEach(
  ids: readonly number[],
  urlOf: (id: number) => string,
  told: Told,
): Promise<Outcome> {
  const requests = new Map<number, string>();
  const begun = await eachOf(ids, async (id) => {
    requests.set(id, await beginOrJoin(urlOf(id)));
  });
  const ended = await eachOf(begun.done, (id) => follow(requests.get(id) as string), told);
  return { done: ended.done, failed: [...begun.failed, ...ended.failed] };
}
