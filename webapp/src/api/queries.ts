import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { needTexts } from "../i18n";
import { api, requestJson, unwrap } from "./client";
import { isOver } from "./requests";
import type { DatasetFidelity, PluginPage } from "./types";

/** What a list is asked for. `filter` is JSON logic. */
export interface ListParams {
  page?: number;
  page_size?: number;
  search?: string;
  sort?: string;
  filter?: string;
  /** Slug of an organization, "" for none; absent: everything. */
  org?: string;
}

/** Whose labels: exactly one of the three. */
export type LabelOwner = { task_id: number } | { project_id: number } | { job_id: number };

const quickPoll = 1000;
const slowPoll = 10_000;

export const selfQuery = queryOptions({
  queryKey: ["self"],
  queryFn: () => unwrap(api.GET("/api/users/self")),
  staleTime: 5 * 60_000,
  retry: false,
});

/** Whether people can make accounts for themselves. */
export const signUpQuery = queryOptions({
  queryKey: ["signup"],
  queryFn: () => unwrap(api.GET("/api/auth/signup")),
  staleTime: 60_000,
});

/** The caller's personal access tokens. */
export const tokensQuery = queryOptions({
  queryKey: ["tokens"],
  queryFn: async () => {
    const query = { page_size: 100, sort: "-id" };
    return (await unwrap(api.GET("/api/auth/access_tokens", { params: { query } }))).results;
  },
});

/** Invitations to the caller that wait for an answer. */
export function invitationsQuery(user: number) {
  const query = { filter: JSON.stringify(openFor(user)), page_size: 100 };
  return queryOptions({
    queryKey: ["invitations", "mine", user],
    queryFn: async () => (await unwrap(api.GET("/api/invitations", { params: { query } }))).results,
  });
}

function openFor(user: number) {
  return { and: [{ "==": [{ var: "user_id" }, user] }, { "==": [{ var: "accepted" }, false] }] };
}

export const aboutQuery = queryOptions({
  queryKey: ["about"],
  queryFn: () => unwrap(api.GET("/api/server/about")),
  staleTime: Number.POSITIVE_INFINITY,
});

export const formatsQuery = queryOptions({
  queryKey: ["formats"],
  queryFn: () => unwrap(api.GET("/api/server/annotation/formats")),
  staleTime: 60_000,
});

/** What an export in that format would change or leave out. */
export function fidelityQuery(of: { kind: string; id: number }, format: string) {
  const query = new URLSearchParams({ format });
  const url = `/api/${of.kind}/${of.id}/dataset/fidelity?${query}`;
  return queryOptions({
    queryKey: ["fidelity", url],
    queryFn: () => requestJson<DatasetFidelity>(url),
    staleTime: 0,
    retry: false,
  });
}

export const pluginsQuery = queryOptions({
  queryKey: ["plugins"],
  // All of them: nobody turns pages there, and the ways to cut a list are in no schema.
  queryFn: () => requestJson<PluginPage>("/api/plugins?page_size=500"),
});

export function projectsQuery(params: ListParams = {}) {
  return queryOptions({
    queryKey: ["projects", params],
    queryFn: () => unwrap(api.GET("/api/projects", { params: { query: params } })),
    placeholderData: keepPreviousData,
  });
}

export function projectQuery(id: number) {
  return queryOptions({
    queryKey: ["projects", id],
    queryFn: () => unwrap(api.GET("/api/projects/{id}", { params: { path: { id } } })),
  });
}

export function tasksQuery(params: ListParams & { project_id?: number } = {}) {
  return queryOptions({
    queryKey: ["tasks", params],
    queryFn: () => unwrap(api.GET("/api/tasks", { params: { query: params } })),
    placeholderData: keepPreviousData,
  });
}

export function taskQuery(id: number) {
  return queryOptions({
    queryKey: ["tasks", id],
    queryFn: () => unwrap(api.GET("/api/tasks/{id}", { params: { path: { id } } })),
  });
}

export function jobsQuery(params: ListParams & { task_id?: number; parent_job_id?: number } = {}) {
  return queryOptions({
    queryKey: ["jobs", params],
    queryFn: () => unwrap(api.GET("/api/jobs", { params: { query: params } })),
    placeholderData: keepPreviousData,
  });
}

export function jobQuery(id: number) {
  return queryOptions({
    queryKey: ["jobs", id],
    queryFn: () => unwrap(api.GET("/api/jobs/{id}", { params: { path: { id } } })),
  });
}

export function labelsQuery(owner: LabelOwner) {
  const query = { ...owner, page_size: "all" } as const;
  return queryOptions({
    queryKey: ["labels", owner],
    queryFn: async () => (await unwrap(api.GET("/api/labels", { params: { query } }))).results,
  });
}

/** The organizations the person is in; what a switcher and a page of all can show. */
export const organizationsQuery = queryOptions({
  queryKey: ["organizations"],
  queryFn: async () => {
    const query = { page_size: "all", sort: "slug" } as const;
    return (await unwrap(api.GET("/api/organizations", { params: { query } }))).results;
  },
  staleTime: 60_000,
});

export function membersQuery(params: ListParams & { org: string; user?: string }) {
  return queryOptions({
    queryKey: ["memberships", params],
    queryFn: () => unwrap(api.GET("/api/memberships", { params: { query: params } })),
    placeholderData: keepPreviousData,
  });
}

/** People one may give work to: members of the organization, or of those one shares. */
export function usersQuery(params: ListParams = {}) {
  return queryOptions({
    queryKey: ["users", params],
    queryFn: () => unwrap(api.GET("/api/users", { params: { query: params } })),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
}

export function storagesQuery(params: ListParams = {}) {
  return queryOptions({
    queryKey: ["storages", params],
    queryFn: () => unwrap(api.GET("/api/cloudstorages", { params: { query: params } })),
    placeholderData: keepPreviousData,
  });
}

export function storageQuery(id: number) {
  return queryOptions({
    queryKey: ["storages", id],
    queryFn: () => unwrap(api.GET("/api/cloudstorages/{id}", { params: { path: { id } } })),
  });
}

/** Whether the storage answers; asked anew each time it is shown. */
export function storageStatusQuery(id: number) {
  return queryOptions({
    queryKey: ["storages", id, "status"],
    queryFn: () => requestJson<string>(`/api/cloudstorages/${id}/status`),
    retry: false,
  });
}

export const storageKindsQuery = queryOptions({
  queryKey: ["storage-kinds"],
  queryFn: async () => {
    const [kinds] = await Promise.all([
      unwrap(api.GET("/api/cloudstorages/kinds")),
      needTexts("storages"),
    ]);
    return kinds;
  },
  staleTime: 5 * 60_000,
});

/** The person's background work; asked for often while something is under way. */
export function requestsQuery(params: ListParams & { task_id?: number } = {}) {
  return queryOptions({
    queryKey: ["requests", params],
    queryFn: () => unwrap(api.GET("/api/requests", { params: { query: params } })),
    refetchInterval: ({ state }) =>
      state.data?.results.every(isOver) === false ? quickPoll : slowPoll,
    placeholderData: keepPreviousData,
  });
}

/** Address of the small picture of a task, job or project. */
export function previewUrl(kind: "tasks" | "jobs" | "projects", id: number, version = ""): string {
  return `/api/${kind}/${id}/preview${version && `?v=${encodeURIComponent(version)}`}`;
}
