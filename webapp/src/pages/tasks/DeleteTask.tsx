import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { requestJson } from "../../api/client";
import type { Task } from "../../api/types";
import { lazily } from "../../ui/lazily";

const DeleteDialog = lazily(async () => (await import("../../ui/DeleteDialog")).DeleteDialog);

interface DeleteTaskProps {
  task: Task;
  onClose: () => void;
  onDeleted?: () => void;
}

/** Asks for the task's name before it deletes it with all that was drawn. */
export function DeleteTask({ task, onClose, onDeleted }: DeleteTaskProps) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const remove = async () => {
    await requestJson(`/api/tasks/${task.id}`, "DELETE");
    onDeleted?.();
    queries.removeQueries({ queryKey: ["tasks", task.id] });
    await queries.invalidateQueries({ queryKey: ["tasks"] });
  };
  return (
    <DeleteDialog
      title={t("tasks:delete")}
      name={task.name ?? ""}
      losses={t("tasks:deleteLosses")}
      onDelete={remove}
      onClose={onClose}
    />
  );
}
