/** What is exported. */
export interface ExportOf {
  kind: "tasks" | "jobs" | "projects";
  id: number;
  /** Of the media there, so that only formats for it are offered; absent: all are. */
  dimension?: string | undefined;
  /** The storage that exports usually go to. */
  storageId?: number | null | undefined;
}
