import { Form, Modal } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Failure } from "./Failure";
import styles from "./states.module.css";
import { dialogWidth } from "./tokens";
import { useDeed } from "./useDeed";

interface DeedDialogProps {
  title: string;
  /** What the button says that does it. */
  ok: string;
  /** Whether enough is chosen. */
  ready: boolean;
  /** Said before the fields: what it does. */
  about?: string;
  deed: () => Promise<unknown>;
  onClose: () => void;
  children: ReactNode;
}

/** Asks for what a deed needs and does it; stays open with the reason when it fails. */
export function DeedDialog({ title, ok, ready, about, deed, onClose, children }: DeedDialogProps) {
  const { t } = useTranslation();
  const { busy, error, work } = useDeed();
  const go = () => {
    if (!ready || busy) return;
    work(async () => {
      await deed();
      onClose();
    });
  };
  return (
    <Modal
      open
      width={dialogWidth.form}
      title={title}
      okText={ok}
      okButtonProps={{ disabled: !ready }}
      confirmLoading={busy}
      cancelText={t("common:cancel")}
      onOk={go}
      onCancel={onClose}
    >
      <Form layout="vertical" className={styles.dialog} onFinish={go}>
        {about ? <p>{about}</p> : null}
        {children}
        {error ? <Failure inline error={error} /> : null}
      </Form>
    </Modal>
  );
}
