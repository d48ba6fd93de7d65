import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Button, Dropdown } from "antd";
import { Archive, Building2, Download, Ellipsis, Trash2, Upload } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { requestJson } from "../../api/client";
import type { Project, ProjectPatch } from "../../api/types";
import { DeleteDialog } from "../../ui/DeleteDialog";
import { IconButton } from "../../ui/IconButton";
import { BackUpDialog } from "../backups/lazy";
import { ExportDialog } from "../exports/lazy";
import { useChange } from "../facts/useChange";
import { ImportDialog } from "../imports/lazy";
import { TransferDialog } from "../moves/lazy";

type Dialog = "export" | "import" | "backup" | "transfer" | "delete";

/** What can be done with a project as a whole. */
export function ProjectMenu({ project }: { project: Project }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState<Dialog | null>(null);
  const remove = useRemoval(project);
  const close = () => setOpen(null);
  const of = { kind: "projects", id: project.id as number } as const;
  const { save } = useChange<ProjectPatch>("projects", of.id);
  const targetStorage = project.target_storage?.cloud_storage_id;
  return (
    <>
      <Dropdown
        trigger={["click"]}
        placement="bottomRight"
        menu={{
          onClick: ({ key }) => setOpen(key as Dialog),
          items: [
            { key: "import", icon: <Upload size={15} />, label: t("imports:menuDataset") },
            { key: "backup", icon: <Archive size={15} />, label: t("backups:backUp") },
            { type: "divider" },
            { key: "transfer", icon: <Building2 size={15} />, label: t("moves:toOrganization") },
            { type: "divider" },
            {
              key: "delete",
              icon: <Trash2 size={15} />,
              label: t("projects:delete"),
              danger: true,
            },
          ],
        }}
      >
        <IconButton icon={<Ellipsis size={17} />} label={t("common:more")} placement="top" />
      </Dropdown>
      <Button
        icon={<Download size={15} />}
        disabled={!project.tasks.count}
        onClick={() => setOpen("export")}
      >
        {t("tasks:export")}
      </Button>
      {open === "export" ? (
        <ExportDialog of={{ ...of, storageId: targetStorage }} onClose={close} />
      ) : null}
      {open === "backup" ? (
        <BackUpDialog of={of} storageId={targetStorage} onClose={close} />
      ) : null}
      {open === "import" ? (
        <ImportDialog
          into={{ ...of, storageId: project.source_storage?.cloud_storage_id }}
          onClose={close}
        />
      ) : null}
      {open === "transfer" ? (
        <TransferDialog
          kind="projects"
          count={1}
          from={project.organization_id}
          onTransfer={(organization_id) => save({ organization_id })}
          onClose={close}
        />
      ) : null}
      {open === "delete" ? (
        <DeleteDialog
          title={t("projects:delete")}
          name={project.name ?? ""}
          losses={t("projects:deleteLosses", { count: project.tasks.count ?? 0 })}
          onDelete={remove}
          onClose={close}
        />
      ) : null}
    </>
  );
}

function useRemoval({ id }: Project) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  return async () => {
    await requestJson(`/api/projects/${id}`, "DELETE");
    await navigate({ to: "/projects" });
    queries.removeQueries({ queryKey: ["projects", id] });
    await queries.invalidateQueries();
  };
}
