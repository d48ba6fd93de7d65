import { Input, Modal } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Failure } from "./Failure";
import styles from "./states.module.css";

interface RenameDialogProps {
  title: string;
  name: string;
  onRename: (name: string) => Promise<void>;
  onClose: () => void;
}

/** Asks for another name; keeps what was typed when the server refuses it. */
export function RenameDialog({ title, name, onRename, onClose }: RenameDialogProps) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState(name);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<Error | null>(null);
  const rename = async () => {
    if (!typed.trim()) return;
    setBusy(true);
    try {
      await onRename(typed.trim());
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
      okText={t("common:save")}
      cancelText={t("common:cancel")}
      okButtonProps={{ disabled: !typed.trim() }}
      confirmLoading={busy}
      onOk={() => void rename()}
      onCancel={onClose}
      width={440}
    >
      <div className={styles.dialog}>
        <Input
          autoFocus
          aria-label={title}
          maxLength={256}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          onPressEnter={() => void rename()}
        />
        {error ? <Failure inline error={error} /> : null}
      </div>
    </Modal>
  );
}
