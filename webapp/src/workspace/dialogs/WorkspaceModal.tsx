import { Modal } from "antd";
import type { ReactNode } from "react";
import { useLayout, type WorkspaceDialog } from "../layout-state";

interface WorkspaceModalProps {
  name: WorkspaceDialog;
  title: string;
  /** CSS px. */
  width: number;
  /** The content, which may close the dialog. */
  children: (close: () => void) => ReactNode;
}

/** A dialog over the workspace, open while the layout says so; its content begins anew each time. */
export function WorkspaceModal({ name, title, width, children }: WorkspaceModalProps) {
  const { dialog, showDialog } = useLayout();
  const close = () => showDialog(null);
  return (
    <Modal
      open={dialog === name}
      title={title}
      onCancel={close}
      footer={null}
      width={width}
      destroyOnHidden
    >
      {children(close)}
    </Modal>
  );
}
