import { Button, Modal } from "antd";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { create } from "zustand";
import { dialogWidth } from "../../ui/tokens";
import { useJournalStatus, useSession } from "../hooks";
import { ConflictRow } from "./ConflictRow";
import styles from "./conflicts.module.css";

/** Whether the dialog is open, for who wants to open it again. */
export const useConflictDialog = create<{ open: boolean; show: (open: boolean) => void }>(
  (set) => ({ open: false, show: (open) => set({ open }) }),
);

/** Comes by itself when somebody else changed the same objects, and lets one choose for each. */
export function ConflictDialog() {
  const { t } = useTranslation();
  const { journal } = useSession();
  const status = useJournalStatus();
  const { open, show } = useConflictDialog();
  const conflicts = status.kind === "conflict" ? status.conflicts : [];
  const count = conflicts.length;
  const any = count > 0;
  useEffect(() => show(any), [any, show]);
  const all = async (choice: "mine" | "theirs") => {
    for (const { id } of conflicts) await journal.resolve(id, choice);
  };
  const footer = (
    <>
      <Button onClick={() => show(false)}>{t("conflicts:later")}</Button>
      {count > 1 ? (
        <>
          <Button onClick={() => void all("theirs")}>{t("conflicts:allTheirs")}</Button>
          <Button onClick={() => void all("mine")}>{t("conflicts:allMine")}</Button>
        </>
      ) : null}
    </>
  );
  return (
    <Modal
      open={open && any}
      width={dialogWidth.content}
      title={t("conflicts:title")}
      footer={footer}
      destroyOnHidden
      onCancel={() => show(false)}
    >
      <p className={styles.quiet}>{t("conflicts:intro")}</p>
      <p className={styles.legend}>
        <span className={styles.mine}>{t("conflicts:legendMine")}</span>
        <span className={styles.theirs}>{t("conflicts:legendTheirs")}</span>
      </p>
      <ul className={styles.rows}>
        {conflicts.map((conflict) => (
          <ConflictRow key={conflict.id} conflict={conflict} />
        ))}
      </ul>
    </Modal>
  );
}
