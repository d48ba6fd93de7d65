import { lazy, type ReactNode, type PointerEvent as ReactPointerEvent, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { contributions } from "../plugins/contributions";
import { PluginPanel } from "../plugins/PluginPanel";
import { Chrome } from "./Chrome";
import { useFrameRecords, useSession, useSource } from "./hooks";
import { LabelsPanel } from "./LabelsPanel";
import { LayersPanel } from "./layers/LayersPanel";
import { type OwnTab, PANEL, type PanelTab, useLayout } from "./layout-state";
import { ModePanel } from "./modes/ModePanel";
import { ObjectsPanel } from "./objects/ObjectsPanel";
import { IssuesPanel } from "./review/IssuesPanel";
import styles from "./side-panel.module.css";

/** Markdown is brought when there is a guide to read. */
const GuidePanel = lazy(() => import("./GuidePanel"));

const PANELS = {
  objects: ObjectsPanel,
  labels: LabelsPanel,
  issues: IssuesPanel,
  layers: LayersPanel,
  guide: GuidePanel,
} as const;

const OWN_TABS = ["objects", "labels", "issues", "layers", "guide"] as const;

/** What is on the frame, and the labels; its width is the annotator's. */
export function SidePanel() {
  const { t } = useTranslation();
  const { panelTab, panelWidth } = useLayout();
  const { labels, issues, job } = useSession();
  const hasGuide = useSource(job, () => job.current.guide_id != null);
  const brought = useSource(contributions, () => contributions.list("panel"));
  const counts: Partial<Record<OwnTab, number>> = {
    objects: useFrameRecords().length,
    labels: labels.length,
    issues: useSource(issues, () => issues.all).filter(({ resolved }) => !resolved).length,
  };
  const plugin = brought.find(({ id }) => panelTab === `plugin:${id}`);
  const tabs = OWN_TABS.filter((tab) => tab !== "guide" || hasGuide);
  // What was left open in another job may not be there in this one.
  const own = tabs.find((tab) => tab === panelTab) ?? "objects";
  const Panel = PANELS[own];
  return (
    <Chrome as="aside" className={styles.panel} style={{ width: panelWidth }}>
      <Edge />
      <ModePanel />
      <div role="tablist" className={styles.tabs} aria-label={t("workspace:panel")}>
        {tabs.map((tab) => (
          <Tab key={tab} tab={tab} shown={!plugin && tab === own}>
            {t(`workspace:tabs.${tab}`)}{" "}
            {tab in counts ? <span className={styles.count}>{counts[tab]}</span> : null}
          </Tab>
        ))}
        {brought.map(({ id, title }) => (
          <Tab key={id} tab={`plugin:${id}`} shown={plugin?.id === id}>
            {title}
          </Tab>
        ))}
      </div>
      <div
        role="tabpanel"
        id="side-panel"
        aria-labelledby={`tab-${plugin ? `plugin:${plugin.id}` : own}`}
        className={styles.body}
      >
        <Suspense>{plugin ? <PluginPanel key={plugin.id} panel={plugin} /> : <Panel />}</Suspense>
      </div>
    </Chrome>
  );
}

interface TabProps {
  tab: PanelTab;
  shown: boolean;
  children: ReactNode;
}

function Tab({ tab, shown, children }: TabProps) {
  const showTab = useLayout((state) => state.showTab);
  return (
    <button
      type="button"
      role="tab"
      id={`tab-${tab}`}
      aria-selected={shown}
      aria-controls="side-panel"
      className={styles.tab}
      onClick={() => showTab(tab)}
    >
      {children}
    </button>
  );
}

const STEP = 16;

/** The edge by which the panel is made wider or narrower. */
function Edge() {
  const { t } = useTranslation();
  const { panelWidth, setPanelWidth } = useLayout();
  const pull = (event: ReactPointerEvent<HTMLDivElement>) => {
    const edge = event.currentTarget;
    edge.setPointerCapture(event.pointerId);
    const from = event.clientX + panelWidth;
    const move = (moved: PointerEvent) => setPanelWidth(from - moved.clientX);
    edge.addEventListener("pointermove", move);
    edge.addEventListener(
      "lostpointercapture",
      () => edge.removeEventListener("pointermove", move),
      {
        once: true,
      },
    );
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a separator that can be moved is no <hr>
    <div
      role="separator"
      aria-orientation="vertical"
      aria-label={t("workspace:resizePanel")}
      aria-valuenow={panelWidth}
      aria-valuemin={PANEL.least}
      aria-valuemax={PANEL.most}
      tabIndex={0}
      className={styles.edge}
      onPointerDown={pull}
      onDoubleClick={() => setPanelWidth(PANEL.usual)}
      onKeyDown={(event) => {
        const by = { ArrowLeft: STEP, ArrowRight: -STEP }[event.key];
        if (by) setPanelWidth(panelWidth + by);
      }}
    />
  );
}
