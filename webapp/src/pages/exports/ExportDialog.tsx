import { useQuery } from "@tanstack/react-query";
import { Form, Input, Modal, Select, Switch } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { formatsQuery } from "../../api/queries";
import { Failure } from "../../ui/Failure";
import { ExportProgress } from "./ExportProgress";
import styles from "./exports.module.css";
import { Losses } from "./Losses";
import { TargetSelect } from "./TargetSelect";
import { type ExportOf, rememberedFormat, useExport } from "./useExport";

interface ExportDialogProps {
  of: ExportOf;
  onClose: () => void;
}

/** Writes annotations as a dataset: format, with or without images; then progress and the file. */
export function ExportDialog({ of, onClose }: ExportDialogProps) {
  const { t } = useTranslation();
  const { data: formats, error } = useQuery(formatsQuery);
  const [format, setFormat] = useState(rememberedFormat);
  const [withImages, setWithImages] = useState(false);
  const [name, setName] = useState("");
  const [storageId, setStorageId] = useState<number | null>(null);
  const work = useExport(of);
  const offered = formats?.exporters.filter(({ enabled }) => enabled) ?? [];
  const chosen = offered.find((one) => one.name === format) ?? offered[0];
  const ending = chosen ? endingOf(chosen.ext) : "";

  const start = () => {
    if (!chosen) return;
    const file = { name: withEnding(name, ending), storageId };
    work.start({ format: chosen.name, withImages, ...file });
  };

  return (
    <Modal
      open
      width={480}
      title={t(`exports:title.${of.kind}`, { id: of.id })}
      okText={t("exports:start")}
      okButtonProps={{ disabled: !chosen }}
      cancelText={t("common:close")}
      footer={work.state.step === "idle" ? undefined : null}
      onOk={start}
      onCancel={onClose}
    >
      {work.state.step === "idle" ? (
        <Form layout="vertical" className={styles.form} onFinish={start}>
          {error ? <Failure inline error={error} /> : null}
          <Form.Item label={t("exports:format")} htmlFor="export-format">
            <Select
              id="export-format"
              showSearch
              loading={!formats && !error}
              value={chosen?.name}
              options={offered.map((one) => ({ value: one.name, label: one.name }))}
              onChange={setFormat}
            />
          </Form.Item>
          {chosen ? <Losses of={of} format={chosen.name} /> : null}
          <Form.Item label={t("exports:target")} htmlFor="export-target">
            <TargetSelect id="export-target" value={storageId} onChange={setStorageId} />
          </Form.Item>
          <Form.Item label={t("exports:name")} htmlFor="export-name">
            <Input
              id="export-name"
              value={name}
              placeholder={t("exports:nameHint")}
              suffix={<code>{ending}</code>}
              onChange={(event) => setName(event.target.value)}
            />
          </Form.Item>
          <label className={styles.switch} htmlFor="export-images">
            <Switch id="export-images" checked={withImages} onChange={setWithImages} />
            {t("exports:images")}
          </label>
        </Form>
      ) : (
        <ExportProgress work={work} />
      )}
    </Modal>
  );
}

/** The usual ending of a format's files; some formats name several, the usual one first. */
function endingOf(extensions: string): string {
  return `.${(extensions.split(",")[0] ?? "").trim().toLowerCase()}`;
}

function withEnding(name: string, ending: string): string {
  const trimmed = name.trim();
  return !trimmed || trimmed.toLowerCase().endsWith(ending) ? trimmed : trimmed + ending;
}
