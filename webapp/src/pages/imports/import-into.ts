/** What something is imported into. */
export interface ImportInto {
  kind: "tasks" | "jobs" | "projects";
  id: number;
  /** Of the media there, so that only formats for it are offered; absent: all are. */
  dimension?: string | undefined;
  /** The storage that imports usually come from. */
  storageId?: number | null | undefined;
}
