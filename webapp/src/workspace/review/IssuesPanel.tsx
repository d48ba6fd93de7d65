import { useTranslation } from "react-i18next";
import { ActionButton } from "../ActionButton";
import { useSession, useShownFrame, useSource } from "../hooks";
import { useLayout } from "../layout-state";
import { Discussion } from "./Discussion";
import { areaOf, type Issue } from "./issues";
import styles from "./review.module.css";
import { useReview } from "./review-state";

/** All issues of the job; the open one with everything said about it. */
export function IssuesPanel() {
  const { t } = useTranslation();
  const { issues } = useSession();
  const all = useSource(issues, () => issues.all);
  const { withResolved, setWithResolved } = useReview();
  const shown = all.filter((issue) => withResolved || !issue.resolved);
  return (
    <>
      <div className={styles.bar}>
        <ActionButton id="workspace.open-issue" />
        <ActionButton id="workspace.previous-issue" />
        <ActionButton id="workspace.next-issue" />
        <ActionButton id="workspace.toggle-issues" />
        <ActionButton id="workspace.allow-changes" />
        <ActionButton id="workspace.release-objects" />
        <GroundTruthButton />
        <label className={styles.choice}>
          <input
            type="checkbox"
            checked={withResolved}
            onChange={(event) => setWithResolved(event.target.checked)}
          />
          {t("workspace:issues.withResolved")}
        </label>
      </div>
      {shown.length === 0 ? (
        <p className={styles.empty}>{t("workspace:issues.none")}</p>
      ) : (
        <ul className={styles.list}>
          {shown.map((issue) => (
            <Line key={issue.id} issue={issue} />
          ))}
        </ul>
      )}
    </>
  );
}

/** Only where there is a ground truth that may be seen. */
function GroundTruthButton() {
  const { groundTruth } = useSession();
  const offered = useSource(groundTruth, () => groundTruth.offered);
  return offered ? <ActionButton id="workspace.ground-truth" /> : null;
}

function Line({ issue }: { issue: Issue }) {
  const { t } = useTranslation();
  const { editor, player } = useSession();
  const { issue: open, showIssue } = useLayout();
  const frame = useShownFrame();
  const isOpen = open === issue.id;
  const show = () => {
    showIssue(isOpen ? null : issue.id);
    if (isOpen) return;
    player.goTo(issue.frame);
    const area = areaOf(issue);
    if (area.right > area.left) editor.viewport.focus(area, FOCUS_MARGIN);
  };
  return (
    <li className={styles.issue} data-here={issue.frame === frame} data-testid="issue">
      <button type="button" className={styles.head} aria-expanded={isOpen} onClick={show}>
        <span className={styles.message} data-resolved={issue.resolved}>
          {issue.comments[0]?.message ?? t("workspace:issues.wordless")}
        </span>
        <span className={styles.facts}>
          {t("workspace:issues.facts", { frame: issue.frame, count: issue.comments.length })}
        </span>
      </button>
      {isOpen ? <Discussion issue={issue} /> : null}
    </li>
  );
}

/** CSS px */
const FOCUS_MARGIN = 280;
