import { requestJson } from "../../api/client";
import { ApiError } from "../../api/errors";

/** Starts work by an address that answers with the id of its request. */
export async function begin(url: string): Promise<string> {
  return (await requestJson<{ rq_id: string }>(url, "POST")).rq_id;
}

/** As `begin`; where the very same work is under way already, the id of that. */
export async function beginOrJoin(url: string): Promise<string> {
  try {
    return await begin(url);
  } catch (error) {
    const running = error instanceof ApiError && error.status === 409 ? error.body.rq_id : null;
    if (typeof running === "string") return running;
    throw error;
  }
}
