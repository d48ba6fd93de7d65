import { useSearch } from "@tanstack/react-router";
import { Button, Form, Input } from "antd";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { formatBytes } from "../../ui/format";
import { LabelEditor } from "../labels/LabelEditor";
import { LabelsPanel } from "../labels/LabelsPanel";
import { problemsOf } from "../labels/problems";
import { ProjectSelect } from "../projects/ProjectSelect";
import { useCreation } from "./creation";
import { DropZone } from "./DropZone";
import { FileList } from "./FileList";
import { Findings } from "./Findings";
import { MoreOptions } from "./MoreOptions";
import { filled, ordersFrom } from "./order";
import { merged, type PickedFile, suggestedName } from "./picked-files";
import { findingsIn } from "./preflight";
import { SourcePicker } from "./SourcePicker";
import { elsewhere } from "./sources";
import { useTaskDraft } from "./task-draft";
import styles from "./tasks.module.css";

/** What a new task shall be: files, name, and the labels or the project it takes them from. */
export function NewTaskForm() {
  const { t } = useTranslation();
  const { draft, change } = useTaskDraft();
  const start = useCreation((state) => state.start);
  const [strict, setStrict] = useState(false);
  useProjectOfAddress();

  const needs = missing(draft);
  const findings = findingsIn(draft);
  const create = () => {
    setStrict(true);
    const [first, ...others] = ordersFrom(draft);
    if (first && !needs.length && !findings.some(({ stops }) => stops)) start(first, ...others);
  };
  const addFiles = (more: PickedFile[]) => {
    const files = merged(draft.files, more);
    change({ files, name: draft.name || suggestedName(files) });
  };
  const complaint = (need: Need) =>
    strict && needs.includes(need) ? t(`tasks:needs.${need}`) : "";

  return (
    <Form layout="vertical" className={styles.form} onFinish={create}>
      <Form.Item {...told(complaint("files"))}>
        <SourcePicker>
          <DropZone onFiles={addFiles} slim={draft.files.length > 0} />
          <ChosenFiles />
        </SourcePicker>
        <Findings findings={findings} />
      </Form.Item>
      <div className={styles.two}>
        <Form.Item label={t("tasks:name")} htmlFor="task-name" {...told(complaint("name"))}>
          <Input
            id="task-name"
            value={draft.name}
            maxLength={256}
            onChange={(event) => change({ name: event.target.value })}
          />
        </Form.Item>
        <Form.Item label={t("tasks:project")} htmlFor="task-project">
          <ProjectSelect
            id="task-project"
            value={draft.projectId}
            placeholder={t("tasks:noProject")}
            onChange={(projectId) => change({ projectId })}
          />
        </Form.Item>
      </div>
      <Form.Item label={t("labels:title")} {...told(complaint("labels"))}>
        {draft.projectId ? (
          <LabelsPanel owner={{ project_id: draft.projectId }} />
        ) : (
          <LabelEditor
            labels={draft.labels}
            strict={strict}
            onChange={(labels) => change({ labels })}
          />
        )}
      </Form.Item>
      <MoreOptions />
      <div className={styles.formActions}>
        <Button type="primary" htmlType="submit">
          {t("tasks:create")}
        </Button>
      </div>
    </Form>
  );
}

type Need = "files" | "name" | "labels";

function missing(draft: ReturnType<typeof useTaskDraft.getState>["draft"]): Need[] {
  const needs: Need[] = [];
  const local = draft.source.kind === "computer";
  if (local ? !filled(draft.files).length : !elsewhere(draft.source)) needs.push("files");
  if (!draft.name.trim()) needs.push("name");
  if (!draft.projectId && problemsOf(draft.labels).size) needs.push("labels");
  return needs;
}

function told(complaint: string) {
  return complaint ? ({ validateStatus: "error", help: complaint } as const) : {};
}

/** `/tasks/new?project=5` begins with that project chosen. */
function useProjectOfAddress() {
  const { project } = useSearch({ from: "/signed-in/shell/tasks/new" });
  const change = useTaskDraft((state) => state.change);
  useEffect(() => {
    if (project) change({ projectId: project });
  }, [project, change]);
}

function ChosenFiles() {
  const { t, i18n } = useTranslation();
  const { draft, change } = useTaskDraft();
  const { files } = draft;
  if (!files.length) return null;
  const size = formatBytes(
    files.reduce((sum, { file }) => sum + file.size, 0),
    i18n.language,
  );
  return (
    <>
      <div className={styles.filesHead}>
        <span>{t("tasks:filesChosen", { count: files.length, size })}</span>
        <Button size="small" type="text" onClick={() => change({ files: [] })}>
          {t("tasks:removeAll")}
        </Button>
      </div>
      <FileList
        files={files}
        onRemove={(gone) => change({ files: files.filter(({ name }) => name !== gone) })}
      />
    </>
  );
}
