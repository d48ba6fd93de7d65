import { useQuery } from "@tanstack/react-query";
import { jobsQuery } from "../api/queries";
import type { Job } from "../api/types";

/** Jobs that others draw the same frames in. */
export interface ConsensusJobs {
  /** The job this one is a replica of. */
  readonly parent: number | null;
  readonly replicas: readonly Job[];
}

/** More than a job can have. */
const MOST_REPLICAS = 100;

/** The jobs of the same consensus, asked for once `wanted`. */
export function useConsensusJobs(job: Job, wanted: boolean): ConsensusJobs {
  const { id = 0, parent_job_id: parent = null, consensus_replicas: count = 0 } = job;
  const { data } = useQuery({
    ...jobsQuery({ parent_job_id: id, page_size: MOST_REPLICAS, sort: "id" }),
    enabled: wanted && count > 0,
  });
  return { parent, replicas: count > 0 ? (data?.results ?? []) : [] };
}
