import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Bone } from "../../ui/Bone";
import styles from "./shell.module.css";

/** A page to come: its title line at the final size, and below it what is known of the rest. */
export function PageSkeleton({ children }: { children?: ReactNode }) {
  const { t } = useTranslation();
  return (
    <div aria-busy="true" role="status" aria-label={t("common:loading")}>
      <div className={styles.head}>
        <div className={styles.headWords}>
          <div className={styles.above}>
            <span className={styles.lineToCome}>
              <Bone width={64} />
            </span>
          </div>
          <div className={styles.titleLine}>
            <Bone width={260} height={20} />
          </div>
        </div>
      </div>
      {children}
    </div>
  );
}
