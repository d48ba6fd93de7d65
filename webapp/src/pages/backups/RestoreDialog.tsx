import { useQueryClient } from "@tanstack/react-query";
import { Modal } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { orgParam, useOrganization } from "../../api/organization";
import { dialogWidth } from "../../ui/tokens";
import { LinkButton } from "../shell/LinkButton";
import { begin } from "../work/begin";
import { FileField } from "../work/FileField";
import { delivered, type FileSource, fromComputer, isChosen, nameOf } from "../work/file-source";
import { type Begin, useWork } from "../work/useWork";
import { WorkProgress } from "../work/WorkProgress";
import styles from "./backups.module.css";

type Kind = "tasks" | "projects";

interface RestoreDialogProps {
  kind: Kind;
  onClose: () => void;
}

/** Asks for the file of a backup, and makes a task or project of it. */
export function RestoreDialog({ kind, onClose }: RestoreDialogProps) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const work = useWork();
  const [source, setSource] = useState<FileSource>(fromComputer);
  const { state } = work;
  const idle = state.step === "idle";
  const close = () => {
    void queries.invalidateQueries({ queryKey: [kind] });
    onClose();
  };
  return (
    <Modal
      open
      width={dialogWidth.form}
      title={t(`backups:restoreTitle.${kind}`)}
      okText={t("backups:startRestore")}
      okButtonProps={{ disabled: !isChosen(source) }}
      cancelText={t("common:close")}
      footer={idle ? undefined : null}
      onOk={() => work.start(restoring(kind, source))}
      onCancel={close}
    >
      {idle ? (
        <div className={styles.body}>
          <p className={styles.hint}>{t(`backups:restoreAbout.${kind}`)}</p>
          <FileField
            label={t("backups:file")}
            accept=".zip,application/zip"
            source={source}
            onChange={setSource}
          />
        </div>
      ) : (
        <WorkProgress
          work={work}
          title={nameOf(source)}
          words={{
            sending: t("backups:sending"),
            running: t("backups:restoring"),
            done: t("backups:restored"),
          }}
        >
          {state.step === "done" ? (
            <LinkButton primary to={`/${kind}/${state.request.result_id}`}>
              {t("backups:open")}
            </LinkButton>
          ) : null}
        </WorkProgress>
      )}
    </Modal>
  );
}

function restoring(kind: Kind, source: FileSource): Begin {
  const url = `/api/${kind}/backup`;
  return async (signal, sent) => {
    const file = await delivered(url, source, signal, sent);
    const here = orgParam(useOrganization.getState().place);
    return begin(`${url}?${new URLSearchParams({ ...file, ...here })}`);
  };
}
