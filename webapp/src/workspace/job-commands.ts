import { api, unwrap } from "../api/client";
import { queryClient } from "../api/query-client";
import type { JobStage, JobState } from "../api/types";
import type { Session } from "./session";

export const STAGES: readonly JobStage[] = ["annotation", "validation", "acceptance"];
export const STATES: readonly JobState[] = ["new", "in progress", "completed", "rejected"];

/** Change the job on the server and here; throws an `ApiError`. */
export async function changeJob(
  { job }: Session,
  change: { stage?: JobStage; state?: JobState; assignee?: number | null },
): Promise<void> {
  const params = { path: { id: job.current.id ?? 0 } };
  job.set(await unwrap(api.PATCH("/api/jobs/{id}", { params, body: change })));
  // Lists that were read before show the job as it was.
  for (const list of ["jobs", "tasks"]) void queryClient.invalidateQueries({ queryKey: [list] });
}

/** Save everything and call the job completed; returns whether everything was saved. */
export async function finishJob(session: Session): Promise<boolean> {
  if (!(await session.journal.saveAll())) return false;
  await changeJob(session, { state: "completed" });
  return true;
}
