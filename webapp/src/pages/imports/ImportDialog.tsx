import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Form, Modal, Radio, Select, Switch } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ApiError } from "../../api/errors";
import { formatsQuery } from "../../api/queries";
import { Failure } from "../../ui/Failure";
import { dialogWidth } from "../../ui/tokens";
import { begin } from "../work/begin";
import { FileField } from "../work/FileField";
import { delivered, type FileSource, fromComputer, isChosen, nameOf } from "../work/file-source";
import { type Begin, useWork } from "../work/useWork";
import { WorkProgress } from "../work/WorkProgress";
import type { ImportInto } from "./import-into";
import styles from "./imports.module.css";

interface ImportDialogProps {
  into: ImportInto;
  onClose: () => void;
}

interface Wanted {
  format: string;
  source: FileSource;
  append: boolean;
  outlineMasks: boolean;
}

const memory = "limn.import-format";

/** Reads annotations into a task or job, or a dataset with its pictures into a project. */
export function ImportDialog({ into, onClose }: ImportDialogProps) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const work = useWork();
  const formats = useFormats(into);
  const [wanted, setWanted] = useState(() => usual(into));
  const change = (part: Partial<Wanted>) => setWanted((before) => ({ ...before, ...part }));
  const chosen = formats.names.includes(wanted.format) ? wanted.format : formats.names[0];
  const idle = work.state.step === "idle";

  const start = () => {
    if (!chosen || !isChosen(wanted.source)) return;
    localStorage.setItem(memory, chosen);
    const busy = new ApiError(409, "conflict", t("imports:busy"));
    work.start(importing(into, { ...wanted, format: chosen }, busy));
  };
  const close = () => {
    for (const key of ["projects", "tasks", "jobs", "labels"]) {
      if (!idle) void queries.invalidateQueries({ queryKey: [key] });
    }
    onClose();
  };

  return (
    <Modal
      open
      width={dialogWidth.form}
      title={t(`imports:title.${into.kind}`, { id: into.id })}
      okText={t("imports:start")}
      okButtonProps={{ disabled: !chosen || !isChosen(wanted.source) }}
      cancelText={t("common:close")}
      footer={idle ? undefined : null}
      onOk={start}
      onCancel={close}
    >
      {idle ? (
        <Form layout="vertical" className={styles.form} onFinish={start}>
          {formats.error ? <Failure inline error={formats.error} /> : null}
          <p className={styles.about}>{t(`imports:about.${into.kind}`)}</p>
          <Form.Item label={t("exports:format")} htmlFor="import-format">
            <Select
              id="import-format"
              showSearch
              value={chosen}
              options={formats.names.map((value) => ({ value, label: value }))}
              onChange={(format) => change({ format })}
            />
          </Form.Item>
          <Form.Item label={t("imports:file")}>
            <FileField
              label={t("imports:file")}
              source={wanted.source}
              onChange={(source) => change({ source })}
            />
          </Form.Item>
          <Choices into={into} wanted={wanted} onChange={change} />
        </Form>
      ) : (
        <WorkProgress
          work={work}
          title={`${nameOf(wanted.source)} · ${chosen}`}
          words={{
            sending: t("imports:sending"),
            running: t("imports:reading"),
            done: t(`imports:done.${into.kind}`),
          }}
        />
      )}
    </Modal>
  );
}

interface ChoicesProps {
  into: ImportInto;
  wanted: Wanted;
  onChange: (part: Partial<Wanted>) => void;
}

/** What becomes of what is there, and of masks. */
function Choices({ into, wanted, onChange }: ChoicesProps) {
  const { t } = useTranslation();
  return (
    <>
      {into.kind === "projects" ? null : (
        <Form.Item
          label={t("imports:mode")}
          extra={t(wanted.append ? "imports:appendHint" : `imports:replaceHint.${into.kind}`)}
        >
          <Radio.Group
            aria-label={t("imports:mode")}
            value={wanted.append}
            onChange={({ target }) => onChange({ append: target.value as boolean })}
            options={[
              { value: false, label: t("imports:replace") },
              { value: true, label: t("imports:append") },
            ]}
          />
        </Form.Item>
      )}
      <label className={styles.switch} htmlFor="import-masks">
        <Switch
          id="import-masks"
          checked={wanted.outlineMasks}
          onChange={(outlineMasks) => onChange({ outlineMasks })}
        />
        {t("imports:masks")}
      </label>
    </>
  );
}

function usual({ storageId }: ImportInto): Wanted {
  return {
    format: localStorage.getItem(memory) ?? "",
    source: storageId ? { kind: "storage", storageId, key: "" } : fromComputer,
    append: false,
    outlineMasks: true,
  };
}

/** The formats that can be read into it. */
function useFormats({ dimension }: ImportInto): { names: string[]; error: Error | null } {
  const { data, error } = useQuery(formatsQuery);
  const fits = (data?.importers ?? []).filter(
    (one) => one.enabled && (!dimension || one.dimension === dimension),
  );
  return { names: fits.map(({ name }) => name), error };
}

function importing(into: ImportInto, wanted: Wanted, busy: ApiError): Begin {
  const what = into.kind === "projects" ? "dataset" : "annotations";
  const url = `/api/${into.kind}/${into.id}/${what}`;
  return async (signal, sent) => {
    const file = await delivered(url, wanted.source, signal, sent);
    const query = new URLSearchParams({
      ...file,
      format: wanted.format,
      conv_mask_to_poly: `${wanted.outlineMasks}`,
      ...(into.kind !== "projects" && { import_mode: wanted.append ? "append" : "replace" }),
    });
    return begin(`${url}?${query}`).catch((error: unknown) => {
      throw error instanceof ApiError && error.status === 409 ? busy : error;
    });
  };
}
