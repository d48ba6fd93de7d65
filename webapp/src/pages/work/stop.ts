import { ApiError } from "../../api/errors";
import { cancelRequest } from "../../api/requests";

/** Stops work on the server; work that has ended by itself meanwhile is as good as stopped. */
export async function stopRequest(id: string): Promise<void> {
  await cancelRequest(id).catch((error: unknown) => {
    if (!(error instanceof ApiError && error.status === 400)) throw error;
  });
}
