import { Button } from "antd";
import { X } from "lucide-react";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { IconButton } from "../ui";
import styles from "./canvas.module.css";
import { useSession, useShownFrame, useSource } from "./hooks";

const TOLD_MS = 10_000;

/** That a frame was removed, or that the one on screen is; either can be brought back. */
export function RemovedNotice() {
  const { t } = useTranslation();
  const { pictures, removing } = useSession();
  const frame = useShownFrame();
  const here = useSource(pictures, () => pictures.isRemoved(frame));
  const last = useSource(removing, () => removing.last);
  const problem = useSource(removing, () => removing.problem);
  useEffect(() => {
    if (last === null && problem === null) return;
    const timer = setTimeout(() => removing.dismiss(), TOLD_MS);
    return () => clearTimeout(timer);
  }, [removing, last, problem]);
  const told = here ? frame : last;
  if (problem === null && told === null) return null;
  const text = here ? "workspace:frame.isRemoved" : "workspace:frame.removed";
  return (
    <div className={styles.notice} role={problem === null ? "status" : "alert"}>
      {problem ?? t(text, { frame: told })}
      {problem === null && told !== null ? (
        <Button size="small" type="link" onClick={() => void removing.restore(told)}>
          {t("workspace:frame.restore")}
        </Button>
      ) : null}
      {here && problem === null ? null : (
        <IconButton
          icon={<X size={14} aria-hidden />}
          label={t("common:close")}
          onClick={() => removing.dismiss()}
        />
      )}
    </div>
  );
}
