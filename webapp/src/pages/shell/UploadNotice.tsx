import { useQueryClient } from "@tanstack/react-query";
import { Link, useLocation } from "@tanstack/react-router";
import { CircleAlert, CircleCheck, Upload } from "lucide-react";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { Progress } from "../../ui/Progress";
import { type Creation, shareSent, useCreation } from "../tasks/creation";
import { useTaskDraft } from "../tasks/task-draft";
import styles from "./shell.module.css";

/** On every other page, how far the task being made is; then the way to it. */
export function UploadNotice() {
  const { pathname } = useLocation();
  const { creation, forget } = useCreation();
  useNews(creation);
  if (!creation || pathname === "/tasks/new") return null;
  const { stage, taskId } = creation;
  if (stage === "done" && taskId !== null) {
    return (
      <Link
        to="/tasks/$taskId"
        params={{ taskId }}
        className={styles.notice}
        onClick={() => forget()}
      >
        <Words creation={creation} />
      </Link>
    );
  }
  return (
    <Link to="/tasks/new" className={styles.notice}>
      <Words creation={creation} />
    </Link>
  );
}

const icons = { done: CircleCheck, failed: CircleAlert };
const tones = { done: "green", failed: "red" } as const;

function Words({ creation }: { creation: Creation }) {
  const { t } = useTranslation();
  const { stage, wanted, read } = creation;
  const over = stage === "done" || stage === "failed" ? stage : null;
  const Icon = over ? icons[over] : Upload;
  const text = t(`shell:upload.${stage}`);
  return (
    <>
      <Icon size={16} aria-hidden />
      <span className={styles.noticeWords}>
        <strong>{wanted.name}</strong>
        <small>{text}</small>
      </span>
      <Progress
        label={text}
        share={stage === "reading" || stage === "done" ? read : shareSent(creation)}
        tone={over ? tones[over] : "accent"}
      />
    </>
  );
}

/** Once the task is there, lists show it and the form is empty for the next one. */
function useNews(creation: Creation | null) {
  const queries = useQueryClient();
  const clear = useTaskDraft((state) => state.clear);
  const done = creation?.stage === "done";
  useEffect(() => {
    if (!done) return;
    clear();
    void queries.invalidateQueries({ queryKey: ["tasks"] });
    void queries.invalidateQueries({ queryKey: ["jobs"] });
  }, [done, queries, clear]);
}
