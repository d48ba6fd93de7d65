import type { PointerEvent as ReactPointerEvent } from "react";
import { useTranslation } from "react-i18next";
import { Chrome } from "./Chrome";
import { useFrameRecords, useSession, useSource } from "./hooks";
import { LabelsPanel } from "./LabelsPanel";
import { PANEL, type PanelTab, useLayout } from "./layout-state";
import { ModePanel } from "./modes/ModePanel";
import { ObjectsPanel } from "./objects/ObjectsPanel";
import { IssuesPanel } from "./review/IssuesPanel";
import styles from "./side-panel.module.css";

const PANELS = { objects: ObjectsPanel, labels: LabelsPanel, issues: IssuesPanel } as const;

/** What is on the frame, and the labels; its width is the annotator's. */
export function SidePanel() {
  const { t } = useTranslation();
  const { panelTab, panelWidth, showTab } = useLayout();
  const { labels, issues } = useSession();
  const counts: Record<PanelTab, number> = {
    objects: useFrameRecords().length,
    labels: labels.length,
    issues: useSource(issues, () => issues.all).filter(({ resolved }) => !resolved).length,
  };
  const Panel = PANELS[panelTab];
  return (
    <Chrome as="aside" className={styles.panel} style={{ width: panelWidth }}>
      <Edge />
      <ModePanel />
      <div role="tablist" className={styles.tabs} aria-label={t("workspace:panel")}>
        {(["objects", "labels", "issues"] as const).map((tab) => (
          <button
            key={tab}
            type="button"
            role="tab"
            id={`tab-${tab}`}
            aria-selected={tab === panelTab}
            aria-controls="side-panel"
            className={styles.tab}
            onClick={() => showTab(tab)}
          >
            {t(`workspace:tabs.${tab}`)} <span className={styles.count}>{counts[tab]}</span>
          </button>
        ))}
      </div>
      <div
        role="tabpanel"
        id="side-panel"
        aria-labelledby={`tab-${panelTab}`}
        className={styles.body}
      >
        <Panel />
      </div>
    </Chrome>
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
