import { Segmented } from "antd";
import { Monitor, Moon, Sun } from "lucide-react";
import { useTranslation } from "react-i18next";
import { type Choice, useThemeChoice } from "./theme-mode";

/** Light, dark, or as the system is; `block`: as wide as there is room. */
export function ThemeSwitch({ block = false }: { block?: boolean }) {
  const { t } = useTranslation();
  const { choice, choose } = useThemeChoice();
  return (
    <Segmented<Choice>
      block={block}
      aria-label={t("shell:theme")}
      value={choice}
      onChange={choose}
      options={[
        { value: "system", icon: <Monitor size={14} />, label: t("shell:themeSystem") },
        { value: "light", icon: <Sun size={14} />, label: t("shell:themeLight") },
        { value: "dark", icon: <Moon size={14} />, label: t("shell:themeDark") },
      ]}
    />
  );
}
