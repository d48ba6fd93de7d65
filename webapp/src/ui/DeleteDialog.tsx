import { Input, Modal } from "antd";
import { useState } from "react";
import { Trans, useTranslation } from "react-i18next";
import { Failure } from "./Failure";
import styles from "./states.module.css";
import { dialogWidth } from "./tokens";

export interface DeleteDialogProps {
  title: string;
  /** What has to be typed, where much goes: its name. */
  name?: string;
  /** What is lost with it, in a sentence. */
  losses: string;
  /** What the button says that does it. */
  ok?: string;
  onDelete: () => Promise<unknown>;
  onClose: () => void;
}

/** A question before what cannot be undone; with typing where much goes. */
export function DeleteDialog({ title, name, losses, ok, onDelete, onClose }: DeleteDialogProps) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState("");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<Error | null>(null);
  const matches = name === undefined || typed.trim() === name.trim();
  const remove = async () => {
    if (!matches) return;
    setBusy(true);
    setError(null);
    try {
      await onDelete();
      onClose();
    } catch (thrown) {
      setError(thrown as Error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Modal
      open
      title={title}
      okText={ok ?? t("common:delete")}
      cancelText={t("common:cancel")}
      okButtonProps={{ danger: true, disabled: !matches }}
      confirmLoading={busy}
      onOk={() => void remove()}
      onCancel={onClose}
      width={dialogWidth.question}
    >
      <div className={styles.dialog}>
        <p>{losses}</p>
        {name === undefined ? null : (
          <>
            <label htmlFor="delete-name">
              <Trans
                i18nKey="common:typeToDelete"
                values={{ name }}
                components={{ b: <strong /> }}
              />
            </label>
            <Input
              id="delete-name"
              autoFocus
              autoComplete="off"
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
              onPressEnter={() => void remove()}
            />
          </>
        )}
        {error ? <Failure inline error={error} /> : null}
      </div>
    </Modal>
  );
}
