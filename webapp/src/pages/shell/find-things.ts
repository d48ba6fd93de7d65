import { FolderOpen, Images, ListChecks, type LucideIcon } from "lucide-react";
import { requestJson } from "../../api/client";
import type { Job, Page, Project, Task } from "../../api/types";

/** One line of the palette. */
export interface Found {
  key: string;
  kind: "project" | "task" | "job" | "action";
  icon: LucideIcon;
  title: string;
  /** What tells it from others of the same name. */
  where: string;
  keys?: readonly string[];
  to?: string;
  run?: () => void;
}

const eachKind = 6;

/** Projects, tasks and jobs that match `words`, the most recently changed first. */
export async function findThings(words: string, signal: AbortSignal): Promise<Found[]> {
  const query = new URLSearchParams({ page_size: `${eachKind}`, sort: "-updated_date" });
  if (words) query.set("search", words);
  const [projects, tasks, jobs] = await Promise.all([
    list<Project>("projects", query, signal),
    list<Task>("tasks", query, signal),
    list<Job>("jobs", query, signal),
  ]);
  return [...projects.map(asProject), ...tasks.map(asTask), ...jobs.map(asJob)];
}

async function list<T>(kind: string, query: URLSearchParams, signal: AbortSignal): Promise<T[]> {
  const page = await requestJson<Page<T>>(`/api/${kind}?${query}`);
  signal.throwIfAborted();
  return page.results;
}

function asProject({ id, name = "" }: Project): Found {
  const to = `/projects/${id}`;
  return { key: to, kind: "project", icon: FolderOpen, title: name, where: `#${id}`, to };
}

function asTask({ id, name = "", project_name }: Task): Found {
  const to = `/tasks/${id}`;
  const where = project_name ?? `#${id}`;
  return { key: to, kind: "task", icon: Images, title: name, where, to };
}

function asJob({ id, task_id, task_name }: Job): Found {
  const to = `/tasks/${task_id}/jobs/${id}`;
  const title = `${task_name ?? ""} #${id}`.trim();
  return { key: to, kind: "job", icon: ListChecks, title, where: "", to };
}
