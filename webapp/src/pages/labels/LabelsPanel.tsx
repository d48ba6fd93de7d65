import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { Pencil } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { requestJson } from "../../api/client";
import { type LabelOwner, labelsQuery } from "../../api/queries";
import type { Label } from "../../api/types";
import { Failure } from "../../ui/Failure";
import { LabelChip } from "../../ui/LabelChip";
import { LabelEditor } from "./LabelEditor";
import styles from "./labels.module.css";
import { draftsFrom, type LabelDraft, toWire } from "./model";
import { problemsOf } from "./problems";

interface LabelsPanelProps {
  owner: LabelOwner;
  /** Where the labels are changed: `/api/tasks/5`; absent when they belong to something else. */
  patchUrl?: string;
}

/** The labels of a task or project, with a way to change them in place. */
export function LabelsPanel({ owner, patchUrl }: LabelsPanelProps) {
  const { t } = useTranslation();
  const { data: labels, error, refetch } = useQuery(labelsQuery(owner));
  const [editing, setEditing] = useState(false);
  if (error) return <Failure inline error={error} onRetry={() => void refetch()} />;
  if (!labels) return <div className={styles.chips} aria-busy="true" />;
  if (editing && patchUrl) {
    return (
      <LabelsForm owner={owner} before={labels} url={patchUrl} onDone={() => setEditing(false)} />
    );
  }
  return (
    <div className={styles.chips}>
      {labels.map(({ id, name, color }) => (
        <LabelChip key={id} name={name} color={color} />
      ))}
      {labels.length ? null : <span className={styles.none}>{t("labels:none")}</span>}
      {patchUrl ? (
        <Button
          size="small"
          type="text"
          icon={<Pencil size={13} />}
          onClick={() => setEditing(true)}
        >
          {t("labels:edit")}
        </Button>
      ) : null}
    </div>
  );
}

interface LabelsFormProps {
  owner: LabelOwner;
  before: Label[];
  url: string;
  onDone: () => void;
}

function LabelsForm({ owner, before, url, onDone }: LabelsFormProps) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [labels, setLabels] = useState<LabelDraft[]>(() => draftsFrom(before));
  const [strict, setStrict] = useState(false);
  const kept = new Set(labels.map(({ id }) => id));
  const gone = before.filter(({ id }) => !kept.has(id));
  const save = useMutation({
    mutationFn: () => requestJson(url, "PATCH", { labels: toWire(labels, before) }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: labelsQuery(owner).queryKey });
      onDone();
    },
  });
  const trySave = () => {
    setStrict(true);
    if (!problemsOf(labels).size) save.mutate();
  };
  return (
    <div className={styles.form}>
      <LabelEditor labels={labels} onChange={setLabels} strict={strict} />
      {gone.length ? (
        <p className={styles.warning}>
          {t("labels:goneWarning", { names: gone.map(({ name }) => name).join(", ") })}
        </p>
      ) : null}
      {save.error ? <Failure inline error={save.error} /> : null}
      <div className={styles.formActions}>
        <Button onClick={onDone}>{t("common:cancel")}</Button>
        <Button type="primary" loading={save.isPending} onClick={trySave}>
          {t("labels:save")}
        </Button>
      </div>
    </div>
  );
}
