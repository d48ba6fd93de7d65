import { useParams } from "@tanstack/react-router";
import { useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { contributions } from "./contributions";
import { PluginBoundary } from "./PluginBoundary";
import styles from "./plugins.module.css";

const subscribe = (listener: () => void) => contributions.subscribe(listener);

/** A page that a plugin brought, or a word that there is none (yet). */
export function PluginPage() {
  const { t } = useTranslation();
  const { plugin = "", _splat: path = "" } = useParams({ strict: false });
  const routes = useSyncExternalStore(subscribe, () => contributions.list("route"));
  const route = routes.find((one) => one.plugin === plugin && one.path === path);
  if (!route) return <p className={styles.none}>{t("plugins:noPage", { plugin })}</p>;
  const { component: Shown } = route;
  return (
    <PluginBoundary plugin={plugin}>
      <Shown />
    </PluginBoundary>
  );
}
