import { Button } from "antd";
import { Trash2, UserRound } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { requestJson } from "../../api/client";
import type { Project } from "../../api/types";
import { DeleteDialog } from "../../ui/DeleteDialog";
import { AssignDialog } from "../lists/bulk/AssignDialog";
import { BulkBar } from "../lists/bulk/BulkBar";
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
  const { selection } = props;
  const { t } = useTranslation();
  const [open, setOpen] = useState<"assign" | "delete" | null>(null);
  const bulk = useBulk(["projects", "tasks", "jobs"]);
  const { items } = selection;
  const close = () => setOpen(null);
  const give = (id: number, assignee_id: number | null) =>
    requestJson(`/api/projects/${id}`, "PATCH", { assignee_id });
  const assign = (person: number | null) => {
    const ids = items.map(idOf);
    const former = new Map(items.map((one) => [idOf(one), one.assignee?.id ?? null]));
    void bulk.run(
      ids.length,
      (told) => eachOf(ids, (id) => give(id, person), told),
      () => eachOf(ids, (id) => give(id, former.get(id) ?? null)),
    );
  };
  const remove = async () => {
    const ids = items.map(idOf);
    selection.clear();
    await bulk.run(ids.length, (told) =>
      eachOf(ids, (id) => requestJson(`/api/projects/${id}`, "DELETE"), told),
    );
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
          title={t("lists:bulk.deleteProjects", { count: items.length })}
          name={`${items.length}`}
          losses={t("lists:bulk.deleteProjectsLosses")}
          onDelete={remove}
          onClose={close}
        />
      ) : null}
    </>
  );
}
