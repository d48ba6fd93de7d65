import { Popover } from "antd";
import { SlidersHorizontal } from "lucide-react";
import { useTranslation } from "react-i18next";
import { IconButton } from "../../ui";
import { NameLook } from "./NameLook";
import { GridLook, PictureLook } from "./PictureLook";
import { ShapeLook } from "./ShapeLook";
import styles from "./settings.module.css";

/** How shapes and picture look, changed while one looks at them. */
export function ViewMenu() {
  const { t } = useTranslation();
  return (
    <Popover trigger="click" placement="bottomRight" content={<View />} destroyOnHidden>
      <span>
        <IconButton
          icon={<SlidersHorizontal size={18} strokeWidth={1.5} aria-hidden />}
          label={t("workspace:view.name")}
        />
      </span>
    </Popover>
  );
}

const PARTS = [
  ["shapes", ShapeLook],
  ["names", NameLook],
  ["picture", PictureLook],
  ["under", GridLook],
] as const;

function View() {
  const { t } = useTranslation();
  return (
    <div className={styles.view}>
      {PARTS.map(([name, Part]) => (
        <section key={name} className={styles.part}>
          <h3 className={styles.heading}>{t(`workspace:view.${name}`)}</h3>
          <Part />
        </section>
      ))}
    </div>
  );
}
