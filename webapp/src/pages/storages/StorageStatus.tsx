import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { storageStatusQuery } from "../../api/queries";
import styles from "./storages.module.css";

/** Whether a storage answers right now. */
export function StorageStatus({ id }: { id: number }) {
  const { t } = useTranslation();
  const { data, error } = useQuery(storageStatusQuery(id));
  const status = error ? "unknown" : data;
  return (
    <span className={styles.status} data-status={status} title={error?.message}>
      {status ? t(`storages:status.${status}`) : "…"}
    </span>
  );
}
