import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { Sort } from "./orders";

const keys = {
  projects: ["updated_date", "id", "name", "owner", "assignee", "status"],
  tasks: [
    "updated_date",
    "id",
    "name",
    "owner",
    "assignee",
    "status",
    "subset",
    "project_name",
    "project_id",
  ],
  jobs: [
    "updated_date",
    "id",
    "task_name",
    "project_name",
    "assignee",
    "state",
    "stage",
    "type",
    "task_id",
  ],
  storages: ["id", "name", "provider_type", "resource", "owner"],
  members: ["user", "role", "id"],
} as const;

/** Of these the newest are meant first. */
const downwards: ReadonlySet<string> = new Set(["updated_date", "id"]);

/** What a list can be ordered by. */
export function useSorts(kind: keyof typeof keys): readonly Sort[] {
  const { t } = useTranslation();
  return useMemo(
    () =>
      keys[kind].map((name) => ({
        name,
        label: t(`lists:fields.${name}`),
        down: downwards.has(name),
      })),
    [kind, t],
  );
}
