import { Button } from "antd";
import { Trash2, UserRound } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Task } from "../../api/types";
import { DeleteDialog } from "../../ui/DeleteDialog";
import { AssignDialog } from "../lists/bulk/AssignDialog";
import { BulkBar } from "../lists/bulk/BulkBar";
import { changeMany, useBulk } from "../lists/bulk/useBulk";
import { changeAll } from "../lists/bulk/work";
import { idOf, type Selection } from "../lists/selection";

interface TaskBulkProps {
  selection: Selection<Task>;
  count: number;
  everything: () => Promise<readonly Task[]>;
}

const url = "/api/tasks/bulk";

/** What can be done with many tasks at once. */
export function TaskBulk(props: TaskBulkProps) {
  const { selection } = props;
  const { t } = useTranslation();
  const [open, setOpen] = useState<"assign" | "delete" | null>(null);
  const bulk = useBulk(["tasks", "jobs", "projects"]);
  const { items } = selection;
  const close = () => setOpen(null);
  const assign = (assignee_id: number | null) =>
    void changeMany(bulk, url, items, { assignee_id }, ({ assignee }) => ({
      assignee_id: assignee?.id ?? null,
    }));
  const remove = async () => {
    const ids = items.map(idOf);
    selection.clear();
    await bulk.run(ids.length, (told) => changeAll(url, ids, { delete: true }, told));
  };
  return (
    <>
      <BulkBar {...props} bulk={bulk}>
        <Button icon={<UserRound size={15} />} onClick={() => setOpen("assign")}>
          {t("lists:bulk.assign")}
        </Button>
        <Button danger icon={<Trash2 size={15} />} onClick={() => setOpen("delete")}>
          {t("common:delete")}
        </Button>
      </BulkBar>
      {open === "assign" ? (
        <AssignDialog count={items.length} onAssign={assign} onClose={close} />
      ) : null}
      {open === "delete" ? (
        <DeleteDialog
          title={t("lists:bulk.deleteTasks", { count: items.length })}
          name={`${items.length}`}
          losses={t("lists:bulk.deleteTasksLosses")}
          onDelete={remove}
          onClose={close}
        />
      ) : null}
    </>
  );
}
