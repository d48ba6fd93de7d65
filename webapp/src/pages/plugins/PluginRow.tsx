import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button, Switch } from "antd";
import { useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { requestJson } from "../../api/client";
import { pluginsQuery } from "../../api/queries";
import type { Plugin } from "../../api/types";
import { failures } from "../../plugins/failures";
import styles from "./plugins.module.css";

interface PluginRowProps {
  plugin: Plugin;
  mayChange: boolean;
}

/** A plugin: what it adds, whether it runs, and its switch. */
export function PluginRow({ plugin, mayChange }: PluginRowProps) {
  const { t } = useTranslation();
  const turn = useSwitch(plugin);
  const failure = useSyncExternalStore(failures.subscribe, () => failures.of(plugin.name));
  const offers = Object.values(plugin.offers).flat();
  const broken = plugin.state === "failed" || plugin.state === "missing";
  return (
    <li className={styles.row}>
      <div>
        <p className={styles.title}>
          {plugin.title || plugin.name}
          <code>{plugin.name}</code>
          <span className="mono">{plugin.version}</span>
        </p>
        <p className={styles.offers}>{offers.join(" · ") || t("plugins:offersNothing")}</p>
        {plugin.reason ? (
          <p className={broken ? styles.broken : styles.reason}>{plugin.reason}</p>
        ) : null}
        {failure ? (
          <div role="alert" className={styles.failure}>
            <p className={styles.broken}>
              {t(`plugins:failures.${failure.phase}`)} <code>{failure.reason}</code>
            </p>
            <p className={styles.reason}>{t(`plugins:advice.${failure.phase}`)}</p>
            <Button size="small" onClick={() => window.location.reload()}>
              {t("plugins:reload")}
            </Button>
          </div>
        ) : null}
        {turn.error ? (
          <p role="alert" className={styles.broken}>
            {turn.error.message}
          </p>
        ) : null}
      </div>
      <span className={styles.state} data-state={plugin.state}>
        {t(`plugins:states.${plugin.state}`)}
      </span>
      <Switch
        aria-label={t("plugins:switch", { name: plugin.title || plugin.name })}
        checked={turn.isPending ? turn.variables : plugin.enabled}
        loading={turn.isPending}
        disabled={!mayChange}
        onChange={(enabled) => turn.mutate(enabled)}
      />
    </li>
  );
}

function useSwitch({ name }: Plugin) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (enabled: boolean) =>
      requestJson(`/api/plugins/${encodeURIComponent(name)}`, "PATCH", { enabled }),
    onSettled: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: pluginsQuery.queryKey }),
        queries.invalidateQueries({ queryKey: ["formats"] }),
      ]),
  });
}
