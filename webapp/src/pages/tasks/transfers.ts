import type { Task } from "../../api/types";
import type { ExportOf } from "../exports/export-of";
import type { ImportInto } from "../imports/import-into";

/** What an export of the task has to know of it. */
export function exportOf({ id, dimension, target_storage }: Task): ExportOf {
  return {
    kind: "tasks",
    id: id as number,
    dimension,
    storageId: target_storage?.cloud_storage_id,
  };
}

/** What an import into the task has to know of it. */
export function importInto({ id, dimension, source_storage }: Task): ImportInto {
  return {
    kind: "tasks",
    id: id as number,
    dimension,
    storageId: source_storage?.cloud_storage_id,
  };
}
