import { useQueryClient } from "@tanstack/react-query";
import { Modal } from "antd";
import { Check } from "lucide-react";
import type { ChangeEvent } from "react";
import { useTranslation } from "react-i18next";
import { requestJson } from "../../api/client";
import { orgParam, useOrganization } from "../../api/organization";
import { shareDone } from "../../api/requests";
import { send, type Upload } from "../../api/uploads";
import { Failure } from "../../ui/Failure";
import { Progress } from "../../ui/Progress";
import { LinkButton } from "../shell/LinkButton";
import styles from "./backups.module.css";
import { type Begin, useWork } from "./useWork";

type Kind = "tasks" | "projects";

/** Asks for the file of a backup, sends it, and tells how far the server is. */
export function RestoreDialog({ kind, onClose }: { kind: Kind; onClose: () => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const { state, start } = useWork();
  const close = () => {
    void queries.invalidateQueries({ queryKey: [kind] });
    onClose();
  };
  const choose = ({ target }: ChangeEvent<HTMLInputElement>) => {
    const file = target.files?.[0];
    if (file) start(sending(kind, file));
  };
  return (
    <Modal
      open
      width={480}
      title={t(`backups:restoreTitle.${kind}`)}
      footer={null}
      onCancel={close}
    >
      <div className={styles.body} aria-live="polite">
        {state.step === "idle" || state.step === "failed" ? (
          <>
            {state.step === "failed" ? <Failure inline error={state.error} /> : null}
            <p className={styles.hint}>{t(`backups:restoreAbout.${kind}`)}</p>
            <input
              type="file"
              accept=".zip,application/zip"
              aria-label={t("backups:file")}
              onChange={choose}
            />
          </>
        ) : null}
        {state.step === "sending" ? (
          <Progress label={t("backups:sending")} share={state.share} />
        ) : null}
        {state.step === "running" ? (
          <Progress label={t("backups:restoring")} share={shareDone(state.request)} />
        ) : null}
        {state.step === "done" ? (
          <>
            <p className={styles.done}>
              <Check size={16} aria-hidden /> {t("backups:restored")}
            </p>
            <Warnings text={state.request.message ?? ""} />
            <LinkButton primary to={`/${kind}/${state.request.result_id}`}>
              {t("backups:open")}
            </LinkButton>
          </>
        ) : null}
      </div>
    </Modal>
  );
}

function Warnings({ text }: { text: string }) {
  const { t } = useTranslation();
  const lines = text.split("\n").filter(Boolean);
  if (!lines.length) return null;
  return (
    <div className={styles.hint}>
      {t("backups:warned")}
      <ul>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </div>
  );
}

const here = () => useOrganization.getState().place;

function sending(kind: Kind, file: File): Begin {
  return async (signal, sent) => {
    const url = `/api/${kind}/backup`;
    const upload: Upload = { file, name: file.name, location: null };
    const onProgress = (bytes: number) => sent(file.size ? bytes / file.size : 1);
    await send(url, upload, { signal, onProgress });
    // The server keeps an uploaded backup under the name its address ends with.
    const filename = upload.location?.split("/").pop() ?? "";
    const query = new URLSearchParams({ filename, ...orgParam(here()) });
    return (await requestJson<{ rq_id: string }>(`${url}?${query}`, "POST")).rq_id;
  };
}
