import { useTranslation } from "react-i18next";
import type { Task } from "../../api/types";
import { AssignAndDelete } from "../lists/bulk/AssignAndDelete";
import { ManyActions } from "../lists/bulk/ManyActions";
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
  const { items } = props.selection;
  const { t } = useTranslation();
  const bulk = useBulk(["tasks", "jobs", "projects"]);
  const assign = (assignee_id: number | null) =>
    void changeMany(bulk, url, items, { assignee_id }, ({ assignee }) => ({
      assignee_id: assignee?.id ?? null,
    }));
  const transfer = (organization_id: number | null) => {
    const ids = items.map(idOf);
    props.selection.clear();
    void bulk.run(ids.length, (told) => changeAll(url, ids, { update: { organization_id } }, told));
  };
  const remove = (ids: number[]) =>
    bulk.run(ids.length, (told) => changeAll(url, ids, { delete: true }, told));
  return (
    <AssignAndDelete
      {...props}
      bulk={bulk}
      deleteTitle={t("lists:bulk.deleteTasks", { count: items.length })}
      losses={t("lists:bulk.deleteTasksLosses")}
      onAssign={assign}
      onDelete={remove}
    >
      <ManyActions of={{ kind: "tasks", items }} bulk={bulk} onTransfer={transfer} />
    </AssignAndDelete>
  );
}
