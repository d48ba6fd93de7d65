import { Button, Form, Modal, Switch } from "antd";
import { Download } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { resultUrl } from "../../api/requests";
import { Failure } from "../../ui/Failure";
import { dialogWidth } from "../../ui/tokens";
import { beginOrJoin } from "../work/begin";
import { useWork } from "../work/useWork";
import { WorkProgress } from "../work/WorkProgress";
import type { ExportOf } from "./export-of";
import styles from "./exports.module.css";
import { FileNameInput } from "./FileNameInput";
import { FormatSelect, useFormat } from "./FormatSelect";
import { endingOf, withEnding } from "./file-name";
import { Losses } from "./Losses";
import { writtenTo } from "./many";
import { TargetSelect } from "./TargetSelect";

interface ExportDialogProps {
  of: ExportOf;
  onClose: () => void;
}

/** Writes annotations as a dataset: format, with or without images; then progress and the file. */
export function ExportDialog({ of, onClose }: ExportDialogProps) {
  const { t } = useTranslation();
  const formats = useFormat(of.dimension);
  const { format: chosen, error } = formats;
  const [withImages, setWithImages] = useState(false);
  const [name, setName] = useState("");
  const [storageId, setStorageId] = useState<number | null>(of.storageId ?? null);
  const work = useWork();
  const ending = chosen ? endingOf(chosen.ext) : "";
  const { state } = work;
  const idle = state.step === "idle";
  const url = state.step === "done" ? resultUrl(state.request) : null;

  const start = () => {
    if (!chosen) return;
    formats.remember();
    const query = new URLSearchParams({
      format: chosen.name,
      save_images: `${withImages}`,
      ...writtenTo({ storageId, filename: withEnding(name, ending) }),
    });
    work.start(() => beginOrJoin(`/api/${of.kind}/${of.id}/dataset/export?${query}`));
  };

  return (
    <Modal
      open
      width={dialogWidth.form}
      title={t(`exports:title.${of.kind}`, { id: of.id })}
      okText={t("exports:start")}
      okButtonProps={{ disabled: !chosen }}
      cancelText={t("common:close")}
      footer={idle ? undefined : null}
      onOk={start}
      onCancel={onClose}
    >
      {idle ? (
        <Form layout="vertical" className={styles.form} onFinish={start}>
          {error ? <Failure inline error={error} /> : null}
          <Form.Item label={t("exports:format")} htmlFor="export-format">
            <FormatSelect id="export-format" of={formats} />
          </Form.Item>
          {chosen ? <Losses of={of} format={chosen.name} /> : null}
          <Form.Item label={t("exports:target")} htmlFor="export-target">
            <TargetSelect id="export-target" value={storageId} onChange={setStorageId} />
          </Form.Item>
          <Form.Item label={t("exports:name")} htmlFor="export-name">
            <FileNameInput id="export-name" value={name} ending={ending} onChange={setName} />
          </Form.Item>
          <label className={styles.switch} htmlFor="export-images">
            <Switch id="export-images" checked={withImages} onChange={setWithImages} />
            {t("exports:images")}
          </label>
        </Form>
      ) : (
        <WorkProgress
          work={work}
          title={chosen?.name ?? ""}
          words={{
            running: t("exports:writing"),
            done: t(url ? "exports:done" : "exports:stored"),
          }}
        >
          {url ? (
            <Button type="primary" icon={<Download size={15} />} href={url} download>
              {t("exports:download")}
            </Button>
          ) : null}
        </WorkProgress>
      )}
    </Modal>
  );
}
