import type { BackgroundRequest } from "../../api/types";

type Translate = (key: string, options?: Record<string, unknown>) => string;

const known = [
  "create:task",
  "export:dataset",
  "export:annotations",
  "export:backup",
  "export:events",
  "import:annotations",
  "import:data",
  "import:dataset",
  "import:backup",
];

/** What a piece of background work does, e.g. "Export of a dataset, COCO 1.0". */
export function requestTitle({ operation }: BackgroundRequest, t: Translate): string {
  const { type, format } = operation;
  const words = known.includes(type) ? t(`requests:types.${type.replace(":", "-")}`) : type;
  return format ? `${words}, ${format}` : words;
}

/** Where the page of the thing it is done for is; null when there is none. */
export function requestTarget({ operation }: BackgroundRequest): string | null {
  const { target, task_id, project_id, job_id } = operation;
  if (target === "job" && job_id && task_id) return `/tasks/${task_id}/jobs/${job_id}`;
  if (task_id) return `/tasks/${task_id}`;
  return project_id ? `/projects/${project_id}` : null;
}

/** What it is done for, in words: "task #5". */
export function targetWords({ operation }: BackgroundRequest, t: Translate): string {
  const { target } = operation;
  const id = { task: operation.task_id, job: operation.job_id, project: operation.project_id }[
    target
  ];
  return id ? t(`requests:targets.${target}`, { id }) : "";
}

/** How long it took, or for how long it has been waiting to begin. */
export function tookWords(request: BackgroundRequest, t: Translate): string {
  const { started_date, finished_date, created_date } = request;
  const since = (from: string, to: number) =>
    Math.max(0, Math.round((to - Date.parse(from)) / 1000));
  if (!started_date) return t("requests:waiting", { seconds: since(created_date, Date.now()) });
  const end = finished_date ? Date.parse(finished_date) : Date.now();
  return t("requests:took", { seconds: since(started_date, end) });
}
