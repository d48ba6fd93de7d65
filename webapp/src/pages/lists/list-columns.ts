import type { Job, Project, Task } from "../../api/types";
import { type Columns, toCsv } from "./csv";
import { everything } from "./everything";

/** What each list is as a table; columns have the names the API gives them. */
const columns = {
  projects: {
    id: ({ id }) => id,
    name: ({ name }) => name,
    status: ({ status }) => status,
    tasks: ({ tasks }) => tasks.count,
    owner: ({ owner }) => owner?.username,
    assignee: ({ assignee }) => assignee?.username,
    bug_tracker: ({ bug_tracker }) => bug_tracker,
    created_date: ({ created_date }) => created_date,
    updated_date: ({ updated_date }) => updated_date,
  } satisfies Columns<Project>,
  tasks: {
    id: ({ id }) => id,
    name: ({ name }) => name,
    project_id: ({ project_id }) => project_id,
    project_name: ({ project_name }) => project_name,
    status: ({ status }) => status,
    subset: ({ subset }) => subset,
    mode: ({ mode }) => mode,
    dimension: ({ dimension }) => dimension,
    size: ({ size }) => size,
    jobs: ({ jobs }) => jobs.count,
    jobs_completed: ({ jobs }) => jobs.completed,
    owner: ({ owner }) => owner?.username,
    assignee: ({ assignee }) => assignee?.username,
    bug_tracker: ({ bug_tracker }) => bug_tracker,
    created_date: ({ created_date }) => created_date,
    updated_date: ({ updated_date }) => updated_date,
  } satisfies Columns<Task>,
  jobs: {
    id: ({ id }) => id,
    task_id: ({ task_id }) => task_id,
    task_name: ({ task_name }) => task_name,
    project_id: ({ project_id }) => project_id,
    project_name: ({ project_name }) => project_name,
    type: ({ type }) => type,
    stage: ({ stage }) => stage,
    state: ({ state }) => state,
    assignee: ({ assignee }) => assignee?.username,
    start_frame: ({ start_frame }) => start_frame,
    stop_frame: ({ stop_frame }) => stop_frame,
    issues: ({ issues }) => issues.count,
    created_date: ({ created_date }) => created_date,
    updated_date: ({ updated_date }) => updated_date,
  } satisfies Columns<Job>,
};

export type TableKind = keyof typeof columns;

/** All that a list has, on whatever page, as CSV. */
export async function listAsCsv(kind: TableKind, params: object): Promise<string> {
  return toCsv(await everything<never>(`/api/${kind}`, params), columns[kind] as Columns<never>);
}
