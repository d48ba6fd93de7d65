import type { JobStage, JobState } from "../../api/types";
import { changeJob } from "../job-commands";
import type { Session } from "../session";

/** How one's part in a job ends, and where it goes from there. */
export interface Outcome {
  readonly name: "done" | "review" | "accept" | "return" | "again";
  readonly stage: JobStage;
  readonly state: JobState;
  /** Whether somebody else goes on with it. */
  readonly passesOn: boolean;
}

const DONE: Outcome = { name: "done", stage: "annotation", state: "completed", passesOn: false };
const REVIEW: Outcome = { name: "review", stage: "validation", state: "new", passesOn: true };
const ACCEPT: Outcome = {
  name: "accept",
  stage: "acceptance",
  state: "completed",
  passesOn: false,
};
const RETURN: Outcome = { name: "return", stage: "annotation", state: "rejected", passesOn: true };
const AGAIN: Outcome = { name: "again", stage: "validation", state: "rejected", passesOn: true };

const OUTCOMES: Readonly<Record<JobStage, readonly Outcome[]>> = {
  annotation: [DONE, REVIEW],
  validation: [ACCEPT, RETURN],
  acceptance: [ACCEPT, AGAIN, RETURN],
};

/** What may come of a job in its stage, the likeliest first: with open issues it goes back. */
export function outcomesOf(stage: JobStage | undefined, openIssues: number): readonly Outcome[] {
  const all = OUTCOMES[stage ?? "annotation"];
  return openIssues > 0 && stage === "validation" ? [...all].reverse() : all;
}

/**
 * Save everything and hand the job on; says whether everything was saved.
 *
 * `to` is the id of who goes on, `null` for nobody in particular; without it
 * the job stays with whom it is. Throws an `ApiError`.
 */
export async function handOver(
  session: Session,
  { stage, state }: Outcome,
  to?: number | null,
): Promise<boolean> {
  if (!(await session.journal.saveAll())) return false;
  await changeJob(session, { stage, state, ...(to !== undefined && { assignee: to }) });
  return true;
}
