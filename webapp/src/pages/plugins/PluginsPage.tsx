import { useQuery } from "@tanstack/react-query";
import { Blocks } from "lucide-react";
import { useTranslation } from "react-i18next";
import { pluginsQuery, selfQuery } from "../../api/queries";
import { Empty } from "../../ui/Empty";
import { Failure } from "../../ui/Failure";
import { RowList } from "../lists/RowList";
import { RowsSkeleton } from "../lists/Rows";
import { PageHead } from "../shell/PageHead";
import { PluginRow } from "./PluginRow";
import styles from "./plugins.module.css";

/** Which plugins are installed, which run, and why one does not. */
export function PluginsPage() {
  const { t } = useTranslation();
  const { data: self } = useQuery(selfQuery);
  const mayChange = Boolean(self?.is_superuser || self?.is_staff);
  return (
    <div>
      <PageHead title={t("plugins:title")} />
      <p className={styles.intro}>{t(mayChange ? "plugins:introAdmin" : "plugins:intro")}</p>
      <Rows mayChange={mayChange} />
    </div>
  );
}

/** All of them at once: there are as many as somebody has installed. */
function Rows({ mayChange }: { mayChange: boolean }) {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(pluginsQuery);
  if (error && !data) return <Failure error={error} onRetry={() => void refetch()} />;
  if (!data) return <RowsSkeleton />;
  if (!data.count) {
    return (
      <Empty
        icon={<Blocks size={22} strokeWidth={1.5} />}
        title={t("plugins:empty")}
        hint={t("plugins:emptyHint")}
      />
    );
  }
  return (
    <RowList
      items={data.results}
      row={(plugin) => <PluginRow key={plugin.name} plugin={plugin} mayChange={mayChange} />}
    />
  );
}
