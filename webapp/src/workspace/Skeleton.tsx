import { useTranslation } from "react-i18next";
import { useLayout } from "./layout-state";
import styles from "./skeleton.module.css";
import frame from "./workspace.module.css";

/** The empty workspace at its final sizes, while the job is being opened. */
export function Skeleton() {
  const { t } = useTranslation();
  const { panelFolded, panelWidth } = useLayout();
  return (
    <div className={frame.workspace} role="status" aria-label={t("common:loading")}>
      <div className={styles.top}>
        <span style={{ width: 180 }} />
        <span style={{ width: 420 }} />
        <span style={{ width: 160 }} />
      </div>
      <div className={styles.tools} />
      <div className={styles.canvas} />
      {panelFolded ? null : <div className={styles.panel} style={{ width: panelWidth }} />}
      <div className={styles.status} />
    </div>
  );
}
