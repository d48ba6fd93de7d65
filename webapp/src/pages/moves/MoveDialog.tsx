import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Form } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { requestJson } from "../../api/client";
import { labelsQuery, organizationsQuery } from "../../api/queries";
import type { Task } from "../../api/types";
import { DeedDialog } from "../../ui/DeedDialog";
import { ProjectSelect } from "../projects/ProjectSelect";
import { LabelPairs } from "./LabelPairs";
import { mappingOf, pairsOf } from "./pairing";

interface MoveDialogProps {
  task: Task;
  onClose: () => void;
}

/** Puts a task into a project, into another or into none, and asks what its labels become there. */
export function MoveDialog({ task, onClose }: MoveDialogProps) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const id = task.id as number;
  const home = task.project_id ?? null;
  const [project, setProject] = useState(home);
  const [choice, setChoice] = useState<Record<string, string>>({});
  const { here, there, error } = useLabels(id, project === home ? null : project);
  const pairs = here && there ? pairsOf(here, there, choice) : undefined;
  const settled = project === null || pairs?.every(({ becomes }) => becomes !== null);
  const move = async () => {
    const mapping = mappingOf(pairs ?? []);
    const told = project !== null && Object.keys(mapping).length > 0;
    const change = { project_id: project, ...(told && { label_mapping: mapping }) };
    await requestJson(`/api/tasks/${id}`, "PATCH", change);
    await queries.invalidateQueries();
  };
  return (
    <DeedDialog
      title={t("moves:toProjectTitle", { id })}
      about={t("moves:about")}
      ok={t("moves:move")}
      ready={project !== home && Boolean(settled)}
      deed={move}
      onClose={onClose}
    >
      <Form.Item label={t("tasks:project")} htmlFor="move-project">
        <ProjectSelect
          id="move-project"
          value={project}
          placeholder={t("moves:noProject")}
          org={useOrgOf(task)}
          known={home === null ? undefined : { id: home, name: task.project_name ?? `#${home}` }}
          onChange={(next) => {
            setProject(next);
            setChoice({});
          }}
        />
      </Form.Item>
      {project === null || project === home ? null : (
        <LabelPairs
          pairs={pairs}
          error={error}
          onChoose={(label, becomes) => setChoice({ ...choice, [label]: becomes })}
        />
      )}
    </DeedDialog>
  );
}

/** The labels of the task and of the project it may go to. */
function useLabels(task: number, project: number | null) {
  const enabled = project !== null;
  const here = useQuery({ ...labelsQuery({ task_id: task }), enabled });
  const there = useQuery({ ...labelsQuery({ project_id: project ?? 0 }), enabled });
  return { here: here.data, there: there.data, error: here.error ?? there.error };
}

/** A task moves among the projects of its own organization; undefined: that one is not known. */
function useOrgOf({ organization_id }: Task): string | undefined {
  const { data } = useQuery(organizationsQuery);
  if (organization_id === null || organization_id === undefined) return "";
  return data?.find(({ id }) => id === organization_id)?.slug;
}
