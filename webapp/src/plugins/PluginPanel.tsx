import type { PanelContribution } from "./contributions";
import { DescribedPanel } from "./DescribedPanel";
import { openedJob } from "./open-jobs";
import { PluginBoundary } from "./PluginBoundary";

/** The tab of a plugin, while a job is open. */
export function PluginPanel({ panel }: { panel: PanelContribution }) {
  const job = openedJob()?.job;
  if (!job) return null;
  const { component: Shown } = panel;
  return (
    <PluginBoundary plugin={panel.plugin}>
      {typeof Shown === "function" ? (
        <Shown job={job} />
      ) : (
        <DescribedPanel panel={Shown} job={job} />
      )}
    </PluginBoundary>
  );
}
