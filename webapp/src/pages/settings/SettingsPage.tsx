import { App, InputNumber, Select, Switch } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { asApiError } from "../../api/errors";
import { LANGUAGES, type LanguageCode, useLanguage } from "../../i18n";
import { Section } from "../../ui/Section";
import { ThemeSwitch } from "../../ui/ThemeSwitch";
import { usePreferences } from "../../workspace/settings/preferences";
import { PageHead } from "../shell/PageHead";
import styles from "./settings.module.css";

/** How the app looks, speaks and plays for the person, on this device. */
export function SettingsPage() {
  const { t } = useTranslation();
  return (
    <div>
      <PageHead title={t("settings:title")} />
      <Section title={t("settings:look")} hint={t("settings:lookHint")}>
        <Theme />
        <Language />
      </Section>
      <Section title={t("settings:player")} hint={t("settings:playerHint")}>
        <Player />
      </Section>
      <Section title={t("settings:saving")} hint={t("settings:savingHint")}>
        <p>{t("settings:savingHow")}</p>
      </Section>
    </div>
  );
}

function Line({ label, id, children }: { label: string; id: string; children: ReactNode }) {
  return (
    <div className={styles.line}>
      <label htmlFor={id}>{label}</label>
      {children}
    </div>
  );
}

function Theme() {
  const { t } = useTranslation();
  return (
    <div className={styles.line}>
      <span>{t("shell:theme")}</span>
      <ThemeSwitch />
    </div>
  );
}

function Language() {
  const { t } = useTranslation();
  const { notification } = App.useApp();
  const { language, choose } = useLanguage();
  const speak = (code: LanguageCode) =>
    choose(code).catch((error: unknown) =>
      notification.error({
        title: t("shell:language"),
        description: asApiError(error).message,
      }),
    );
  return (
    <Line label={t("shell:language")} id="settings-language">
      <Select
        id="settings-language"
        className={styles.control}
        value={language}
        options={LANGUAGES.map(({ code, name }) => ({ value: code, label: name }))}
        onChange={(code) => void speak(code)}
      />
    </Line>
  );
}

/** The same settings as those of the workspace's own dialog. */
function Player() {
  const { t } = useTranslation();
  const { speed, step, showRemoved, setPlaying } = usePreferences();
  return (
    <>
      <Line label={t("settings:speed")} id="settings-speed">
        <InputNumber
          id="settings-speed"
          className={styles.control}
          min={1}
          max={120}
          precision={0}
          value={speed}
          onChange={(value) => value && setPlaying({ speed: value })}
        />
      </Line>
      <Line label={t("settings:step")} id="settings-step">
        <InputNumber
          id="settings-step"
          className={styles.control}
          min={2}
          max={1000}
          precision={0}
          value={step}
          onChange={(value) => value && setPlaying({ step: value })}
        />
      </Line>
      <Line label={t("settings:showRemoved")} id="settings-removed">
        <Switch
          id="settings-removed"
          checked={showRemoved}
          onChange={(shown) => setPlaying({ showRemoved: shown })}
        />
      </Line>
    </>
  );
}
