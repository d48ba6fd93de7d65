import { Checkbox } from "antd";
import { CircleAlert, TriangleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import { canBeOneEach } from "./order";
import type { Finding } from "./preflight";
import { pathsOf } from "./sources";
import { useTaskDraft } from "./task-draft";
import styles from "./tasks.module.css";

const named = 3;

/** What is wrong with what was chosen, and the way out for several videos. */
export function Findings({ findings }: { findings: readonly Finding[] }) {
  const { t } = useTranslation();
  const { draft, change } = useTaskDraft();
  const count =
    draft.source.kind === "computer" ? draft.files.length : pathsOf(draft.source).length;
  return (
    <div className={styles.findings} aria-live="polite">
      {canBeOneEach(draft) ? (
        <Checkbox
          checked={draft.taskForEach}
          onChange={({ target }) => change({ taskForEach: target.checked })}
        >
          {t("tasks:taskForEach", { count })}
          {draft.taskForEach ? <small className={styles.aside}>{t("tasks:nameEach")}</small> : null}
        </Checkbox>
      ) : null}
      <ul>
        {findings.map(({ id, stops, names }) => (
          <li key={id} data-stops={stops}>
            {stops ? (
              <CircleAlert size={15} aria-hidden />
            ) : (
              <TriangleAlert size={15} aria-hidden />
            )}
            <span>
              {t(`tasks:findings.${id}`)} {names.length ? <code>{listOf(names)}</code> : null}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}

function listOf(names: readonly string[]): string {
  const shown = names.slice(0, named).join(", ");
  return names.length > named ? `${shown}, … (${names.length})` : shown;
}
