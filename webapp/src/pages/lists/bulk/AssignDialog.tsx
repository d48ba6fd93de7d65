import { Modal } from "antd";
import { type ComponentProps, useState } from "react";
import { useTranslation } from "react-i18next";
import { dialogWidth } from "../../../ui/tokens";
import { PersonSelect } from "../../people/PersonSelect";
import styles from "./bulk.module.css";

interface AssignDialogProps {
  count: number;
  /** `null` takes the work away from whoever has it. */
  onAssign: (person: number | null) => void;
  onClose: () => void;
}

type Person = ComponentProps<typeof PersonSelect>["value"];

/** Gives all that is taken to somebody. */
export function AssignDialog({ count, onAssign, onClose }: AssignDialogProps) {
  const { t } = useTranslation();
  const [person, setPerson] = useState<Person>(null);
  return (
    <Modal
      open
      width={dialogWidth.question}
      title={t("lists:bulk.assignTitle", { count })}
      okText={t(person ? "lists:bulk.assign" : "lists:bulk.unassign")}
      cancelText={t("common:cancel")}
      onOk={() => {
        onAssign(person?.id ?? null);
        onClose();
      }}
      onCancel={onClose}
    >
      <div className={styles.assign}>
        <PersonSelect autoFocus label={t("lists:assignee")} value={person} onChange={setPerson} />
      </div>
    </Modal>
  );
}
