import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { Button, Form, Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { requestJson } from "../../api/client";
import { inOrganization } from "../../api/organization";
import type { Project } from "../../api/types";
import { Failure } from "../../ui/Failure";
import { TargetSelect } from "../exports/TargetSelect";
import { choice, type EditablePatch } from "../facts/Editable";
import { LabelEditor } from "../labels/LabelEditor";
import { type LabelDraft, toWire } from "../labels/model";
import { problemsOf } from "../labels/problems";
import { PageHead } from "../shell/PageHead";
import styles from "./projects.module.css";

/** Makes a project: a name, the labels all its tasks share, and what it belongs to. */
export function NewProjectPage() {
  const { t } = useTranslation();
  const [name, setName] = useState("");
  const [labels, setLabels] = useState<LabelDraft[]>([]);
  const [tracker, setTracker] = useState("");
  const [from, setFrom] = useState<number | null>(null);
  const [to, setTo] = useState<number | null>(null);
  const [strict, setStrict] = useState(false);
  const create = useCreateProject();
  const nameMissing = strict && !name.trim();
  const submit = () => {
    setStrict(true);
    if (name.trim() && !problemsOf(labels).size) {
      create.mutate({
        name: name.trim(),
        labels: toWire(labels),
        ...(tracker.trim() && { bug_tracker: tracker.trim() }),
        ...(from && { source_storage: choice(from) }),
        ...(to && { target_storage: choice(to) }),
      });
    }
  };
  return (
    <div>
      <PageHead
        title={t("projects:new")}
        above={<Link to="/projects">{t("shell:projects")}</Link>}
      />
      <Form layout="vertical" className={styles.form} onFinish={submit}>
        <Form.Item
          label={t("projects:name")}
          htmlFor="project-name"
          {...(nameMissing && { validateStatus: "error", help: t("projects:nameMissing") })}
        >
          <Input
            id="project-name"
            autoFocus
            maxLength={256}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        </Form.Item>
        <Form.Item label={t("labels:title")}>
          <LabelEditor labels={labels} onChange={setLabels} strict={strict} />
        </Form.Item>
        <div className={styles.places}>
          <Form.Item label={t("lists:fields.tracker_link")} htmlFor="project-tracker">
            <Input
              id="project-tracker"
              maxLength={2000}
              value={tracker}
              onChange={(event) => setTracker(event.target.value)}
            />
          </Form.Item>
          <Form.Item label={t("common:importsFrom")} htmlFor="project-from">
            <TargetSelect id="project-from" value={from} onChange={setFrom} />
          </Form.Item>
          <Form.Item label={t("common:exportsTo")} htmlFor="project-to">
            <TargetSelect id="project-to" value={to} onChange={setTo} />
          </Form.Item>
        </div>
        {create.error ? <Failure inline error={create.error} /> : null}
        <div className={styles.formActions}>
          <Button type="primary" htmlType="submit" loading={create.isPending}>
            {t("projects:create")}
          </Button>
        </div>
      </Form>
    </div>
  );
}

function useCreateProject() {
  const queries = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: (wanted: EditablePatch & { labels: ReturnType<typeof toWire> }) =>
      requestJson<Project>(inOrganization("/api/projects"), "POST", wanted),
    onSuccess: async ({ id }) => {
      await queries.invalidateQueries({ queryKey: ["projects"] });
      await navigate({
        to: "/projects/$projectId",
        params: { projectId: id as number },
        replace: true,
      });
    },
  });
}
