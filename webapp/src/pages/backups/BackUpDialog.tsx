import { Button, Checkbox, Form, Modal } from "antd";
import { Download } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { resultUrl } from "../../api/requests";
import { dialogWidth } from "../../ui/tokens";
import { FileNameInput } from "../exports/FileNameInput";
import { withEnding } from "../exports/file-name";
import { writtenTo } from "../exports/many";
import { TargetSelect } from "../exports/TargetSelect";
import { beginOrJoin } from "../work/begin";
import { useWork } from "../work/useWork";
import { WorkProgress } from "../work/WorkProgress";
import styles from "./backups.module.css";

interface BackUpDialogProps {
  of: { kind: "tasks" | "projects"; id: number };
  /** The storage that exports usually go to. */
  storageId?: number | null | undefined;
  onClose: () => void;
}

/** Writes a whole task or project as one archive; then progress and the file. */
export function BackUpDialog({ of: { kind, id }, storageId = null, onClose }: BackUpDialogProps) {
  const { t } = useTranslation();
  const work = useWork();
  const [target, setTarget] = useState(storageId);
  const [name, setName] = useState("");
  const [light, setLight] = useState(false);
  const { state } = work;
  const idle = state.step === "idle";
  const url = state.step === "done" ? resultUrl(state.request) : null;
  const start = () => {
    const query = new URLSearchParams({
      ...writtenTo({ storageId: target, filename: withEnding(name, ".zip") }),
      ...(light && { lightweight: "true" }),
    });
    work.start(() => beginOrJoin(`/api/${kind}/${id}/backup/export?${query}`));
  };
  return (
    <Modal
      open
      width={dialogWidth.form}
      title={t(`backups:title.${kind}`, { id })}
      okText={t("backups:start")}
      cancelText={t("common:close")}
      footer={idle ? undefined : null}
      onOk={start}
      onCancel={onClose}
    >
      {idle ? (
        <Form layout="vertical" className={styles.form} onFinish={start}>
          <p className={styles.hint}>{t("backups:about")}</p>
          <Form.Item label={t("exports:target")} htmlFor="backup-target">
            <TargetSelect id="backup-target" value={target} onChange={setTarget} />
          </Form.Item>
          <Form.Item label={t("exports:name")} htmlFor="backup-name">
            <FileNameInput id="backup-name" value={name} ending=".zip" onChange={setName} />
          </Form.Item>
          <Form.Item extra={t("backups:lightHint")}>
            <Checkbox checked={light} onChange={(event) => setLight(event.target.checked)}>
              {t("backups:light")}
            </Checkbox>
          </Form.Item>
        </Form>
      ) : (
        <WorkProgress
          work={work}
          words={{
            running: t("backups:writing"),
            done: t(url ? "backups:done" : "backups:stored"),
          }}
        >
          {url ? (
            <Button type="primary" icon={<Download size={15} />} href={url} download>
              {t("backups:download")}
            </Button>
          ) : null}
        </WorkProgress>
      )}
    </Modal>
  );
}
