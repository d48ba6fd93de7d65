import { api, unwrap } from "../api/client";
import type { Job, Label } from "../api/types";
import { Pictures } from "./pictures";

/** What must be known of a job before it can be shown. */
export interface JobData {
  readonly job: Job;
  /** In the order of the server; the first nine have a key. */
  readonly labels: readonly Label[];
  readonly taskName: string;
  readonly pictures: Pictures;
  readonly chunkSize: number;
}

/** Throws an `ApiError` when any part of it cannot be had. */
export async function loadJobData(taskId: number, jobId: number): Promise<JobData> {
  const id = { params: { path: { id: jobId } } };
  const [job, meta, task, labels] = await Promise.all([
    unwrap(api.GET("/api/jobs/{id}", id)),
    unwrap(api.GET("/api/jobs/{id}/data/meta", id)),
    unwrap(api.GET("/api/tasks/{id}", { params: { path: { id: taskId } } })),
    loadLabels(jobId),
  ]);
  return {
    job,
    labels,
    taskName: task.name ?? "",
    pictures: new Pictures(job, meta),
    chunkSize: meta.chunk_size ?? job.data_chunk_size ?? 36,
  };
}

async function loadLabels(jobId: number): Promise<Label[]> {
  const labels: Label[] = [];
  for (let page = 1; ; page += 1) {
    const query = { job_id: jobId, page, page_size: 500 };
    const answer = await unwrap(api.GET("/api/labels", { params: { query } }));
    labels.push(...answer.results.filter((label) => !label.has_parent));
    if (!answer.next) return labels;
  }
}
