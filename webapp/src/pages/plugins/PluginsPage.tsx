import { useQuery } from "@tanstack/react-query";
import { Blocks } from "lucide-react";
import { useTranslation } from "react-i18next";
import { pluginsQuery, selfQuery } from "../../api/queries";
import { Empty } from "../../ui/Empty";
import { ListBody } from "../lists/ListBody";
import { PageHead } from "../shell/PageHead";
import { PluginRow } from "./PluginRow";
import styles from "./plugins.module.css";

/** Which plugins are installed, which run, and why one does not. */
export function PluginsPage() {
  const { t } = useTranslation();
  const query = useQuery(pluginsQuery);
  const { data: self } = useQuery(selfQuery);
  const mayChange = Boolean(self?.is_superuser || self?.is_staff);
  return (
    <div>
      <PageHead title={t("plugins:title")} />
      <p className={styles.intro}>{t(mayChange ? "plugins:introAdmin" : "plugins:intro")}</p>
      <ListBody
        query={query}
        row={(plugin) => <PluginRow key={plugin.name} plugin={plugin} mayChange={mayChange} />}
        empty={
          <Empty
            icon={<Blocks size={22} strokeWidth={1.5} />}
            title={t("plugins:empty")}
            hint={t("plugins:emptyHint")}
          />
        }
      />
    </div>
  );
}
