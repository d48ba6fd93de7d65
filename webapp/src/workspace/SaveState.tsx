import { Button, Popover } from "antd";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { saveFile } from "../ui/save-file";
import { useQuestion } from "../ui/useQuestion";
import { Floating } from "./Chrome";
import { useConflictDialog } from "./conflicts/ConflictDialog";
import { useJournalStatus, useSession } from "./hooks";
import styles from "./top-bar.module.css";

/** Where the edits are: always visible, always true. */
export function SaveState() {
  const { t } = useTranslation();
  const { journal } = useSession();
  const status = useJournalStatus();
  const { ask, question } = useDiscarding();
  const count = status.kind === "saved" ? 0 : status.pending;
  const text = t(`workspace:save.${status.kind}`, { count });
  const mark = (
    <button type="button" className={styles.save} data-kind={status.kind} data-testid="save-state">
      <span className={styles.dot} />
      <span role="status">{text}</span>
    </button>
  );
  const [open, setOpen] = useState(false);
  const saved = status.kind === "saved";
  useEffect(() => {
    if (saved) setOpen(false);
  }, [saved]);
  return (
    <>
      <Popover
        trigger="click"
        placement="bottomLeft"
        open={open}
        onOpenChange={setOpen}
        content={<Explanation onDiscard={ask} />}
      >
        {journal.durable || status.kind === "saved" ? (
          mark
        ) : (
          <span className={styles.atRisk}>{mark}</span>
        )}
      </Popover>
      <Floating>{question}</Floating>
    </>
  );
}

/** Throwing one's own edits away, after a question. */
function useDiscarding() {
  const { t } = useTranslation();
  const { journal } = useSession();
  const status = useJournalStatus();
  const count = status.kind === "saved" ? 0 : status.pending;
  return useQuestion({
    title: t("workspace:save.discardMine", { count }),
    losses: t("workspace:save.discardLosses"),
    ok: t("workspace:save.discard"),
    onDelete: () => journal.discardMine(),
  });
}

/** What the state means and what can be done about it. */
function Explanation({ onDiscard }: { onDiscard: () => void }) {
  const { t } = useTranslation();
  const { job, journal } = useSession();
  const status = useJournalStatus();
  const compare = useConflictDialog(({ show }) => show);
  const stuck = status.kind === "conflict" || status.kind === "refused";
  return (
    <div className={styles.explanation}>
      {"sentence" in status ? <p className={styles.sentence}>{status.sentence}</p> : null}
      <p>{t(`workspace:save.${status.kind}Meaning`)}</p>
      {journal.durable ? null : <p className={styles.warning}>{t("workspace:save.notDurable")}</p>}
      <div className={styles.choices}>
        {status.kind === "offline" || status.kind === "refused" ? (
          <Button size="small" type="primary" onClick={() => void journal.retry()}>
            {t("common:retry")}
          </Button>
        ) : null}
        {status.kind === "conflict" && status.conflicts.length ? (
          <Button size="small" type="primary" onClick={() => compare(true)}>
            {t("conflicts:look")}
          </Button>
        ) : null}
        {status.kind === "conflict" && !status.conflicts.length ? (
          <Button size="small" type="primary" onClick={() => void journal.keepMine()}>
            {t("workspace:save.keepMine")}
          </Button>
        ) : null}
        {stuck ? (
          <Button
            size="small"
            onClick={() => saveFile(`job-${job.current.id}-unsaved.json`, journal.unsaved())}
          >
            {t("workspace:save.asFile")}
          </Button>
        ) : null}
        {stuck ? (
          <Button size="small" danger onClick={onDiscard}>
            {t("workspace:save.discardMine", { count: status.pending })}
          </Button>
        ) : null}
      </div>
    </div>
  );
}
