import { Link, useLocation } from "@tanstack/react-router";
import { CircleAlert, Upload } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Progress } from "../../ui/Progress";
import { shareSent, useCreation } from "../tasks/creation";
import styles from "./shell.module.css";

/** On every other page, how far the task being made is. */
export function UploadNotice() {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  const creation = useCreation((state) => state.creation);
  if (!creation || pathname === "/tasks/new") return null;
  const { stage, wanted, read } = creation;
  const text = t(`shell:upload.${stage}`);
  return (
    <Link to="/tasks/new" className={styles.notice}>
      {stage === "failed" ? <CircleAlert size={16} /> : <Upload size={16} />}
      <span className={styles.noticeWords}>
        <strong>{wanted.name}</strong>
        <small>{text}</small>
      </span>
      <Progress
        label={text}
        share={stage === "reading" || stage === "done" ? read : shareSent(creation)}
        tone={stage === "failed" ? "red" : "accent"}
      />
    </Link>
  );
}
