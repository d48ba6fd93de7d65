import { useTranslation } from "react-i18next";
import { requestJson } from "../../api/client";
import type { Project } from "../../api/types";
import { AssignAndDelete } from "../lists/bulk/AssignAndDelete";
import { ManyActions } from "../lists/bulk/ManyActions";
import { useBulk } from "../lists/bulk/useBulk";
import { eachOf } from "../lists/bulk/work";
import { idOf, type Selection } from "../lists/selection";

interface ProjectBulkProps {
  selection: Selection<Project>;
  count: number;
  everything: () => Promise<readonly Project[]>;
}

/** What can be done with many projects at once. */
export function ProjectBulk(props: ProjectBulkProps) {
  const { items } = props.selection;
  const { t } = useTranslation();
  const bulk = useBulk(["projects", "tasks", "jobs"]);
  const give = (id: number, assignee_id: number | null) =>
    requestJson(`/api/projects/${id}`, "PATCH", { assignee_id });
  const assign = (person: number | null) => {
    const ids = items.map(idOf);
    const former = new Map(items.map((one) => [idOf(one), one.assignee?.id ?? null]));
    void bulk.run(ids.length, (told) => eachOf(ids, (id) => give(id, person), told), {
      undo: () => eachOf(ids, (id) => give(id, former.get(id) ?? null)),
    });
  };
  const transfer = (organization_id: number | null) => {
    const ids = items.map(idOf);
    const to = (id: number) => requestJson(`/api/projects/${id}`, "PATCH", { organization_id });
    props.selection.clear();
    void bulk.run(ids.length, (told) => eachOf(ids, to, told));
  };
  const remove = (ids: number[]) =>
    bulk.run(ids.length, (told) =>
      eachOf(ids, (id) => requestJson(`/api/projects/${id}`, "DELETE"), told),
    );
  return (
    <AssignAndDelete
      {...props}
      bulk={bulk}
      deleteTitle={t("lists:bulk.deleteProjects", { count: items.length })}
      losses={t("lists:bulk.deleteProjectsLosses")}
      onAssign={assign}
      onDelete={remove}
    >
      <ManyActions of={{ kind: "projects", items }} bulk={bulk} onTransfer={transfer} />
    </AssignAndDelete>
  );
}
