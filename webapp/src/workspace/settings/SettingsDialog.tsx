import { InputNumber, Select, Tabs } from "antd";
import { useTranslation } from "react-i18next";
import { dialogWidth } from "../../ui/tokens";
import { WorkspaceModal } from "../dialogs/WorkspaceModal";
import { KeysTab } from "./KeysTab";
import { usePreferences } from "./preferences";
import styles from "./settings.module.css";

/** What an annotator sets up once: keys and playing. */
export function SettingsDialog() {
  const { t } = useTranslation();
  return (
    <WorkspaceModal
      name="settings"
      title={t("workspace:settings.title")}
      width={dialogWidth.content}
    >
      {() => (
        <Tabs
          items={[
            { key: "keys", label: t("workspace:settings.keys"), children: <KeysTab /> },
            { key: "player", label: t("workspace:settings.player"), children: <PlayerTab /> },
          ]}
        />
      )}
    </WorkspaceModal>
  );
}

const SPEEDS = [1, 5, 12, 15, 25, 30, 50, 60];

function PlayerTab() {
  const { t } = useTranslation();
  const { speed, step, setPlaying } = usePreferences();
  return (
    <div className={styles.form}>
      <div className={styles.line}>
        <span className={styles.label}>{t("workspace:settings.speed")}</span>
        <Select
          aria-label={t("workspace:settings.speed")}
          value={speed}
          options={SPEEDS.map((value) => ({ value, label: value }))}
          onChange={(chosen) => setPlaying({ speed: chosen })}
        />
      </div>
      <div className={styles.line}>
        <span className={styles.label}>{t("workspace:settings.step")}</span>
        <InputNumber
          aria-label={t("workspace:settings.step")}
          min={2}
          max={1000}
          value={step}
          onChange={(value) => setPlaying({ step: value ?? 10 })}
        />
      </div>
    </div>
  );
}
