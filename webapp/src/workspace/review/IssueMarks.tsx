import { Button, Input } from "antd";
import { MessageSquare } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { asApiError } from "../../api/errors";
import { type Box, boxBetween } from "../../core/geometry";
import { Floating } from "../Chrome";
import { useSession, useShownFrame, useSource } from "../hooks";
import { useLayout } from "../layout-state";
import { areaOf, type Issue } from "./issues";
import styles from "./review.module.css";
import { useReview } from "./review-state";

/** Issues of the frame over the picture, of one size at every zoom, and the form for a new one. */
export function IssueMarks() {
  const { editor, issues } = useSession();
  const frame = useShownFrame();
  const all = useSource(issues, () => issues.all);
  const { marks, withResolved } = useReview();
  const [chosen, setChosen] = useState<Box | null>(null);
  useEffect(() => editor.regionChosen.subscribe(setChosen), [editor]);
  return (
    <div className={styles.layer}>
      {all
        .filter((issue) => marks && issue.frame === frame && (withResolved || !issue.resolved))
        .map((issue) => (
          <Mark key={issue.id} issue={issue} />
        ))}
      {chosen ? <NewIssue area={chosen} onDone={() => setChosen(null)} /> : null}
    </div>
  );
}

function Mark({ issue }: { issue: Issue }) {
  const { t } = useTranslation();
  const { editor } = useSession();
  const { showIssue } = useLayout();
  useSource(editor.viewport, () => editor.viewport.view);
  const { left, top, right, bottom } = areaOf(issue);
  const seen = boxBetween(editor.toScreen(left, top), editor.toScreen(right, bottom));
  const [first] = issue.comments;
  return (
    <>
      {right > left ? (
        <span
          className={styles.area}
          data-resolved={issue.resolved}
          style={{
            left: seen.left,
            top: seen.top,
            width: seen.right - seen.left,
            height: seen.bottom - seen.top,
          }}
        />
      ) : null}
      <button
        type="button"
        className={styles.mark}
        data-resolved={issue.resolved}
        style={{ left: seen.right, top: seen.top }}
        title={first?.message}
        onClick={() => showIssue(issue.id)}
      >
        <span className="visually-hidden">{t("workspace:issues.show", { id: issue.id })}</span>
        <MessageSquare size={12} aria-hidden />
        <span>{issue.comments.length}</span>
      </button>
    </>
  );
}

const QUICK = ["position", "attribute", "label"];

/** What is wrong, in words; a few usual ones are at hand. */
function NewIssue({ area, onDone }: { area: Box; onDone: () => void }) {
  const { t } = useTranslation();
  const { editor, issues } = useSession();
  const [message, setMessage] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const { recent, remember } = useReview();
  const usual = QUICK.map((kind) => t(`workspace:issues.quick.${kind}`));
  const quick = [...usual, ...recent.filter((words) => !usual.includes(words))];
  useSource(editor.viewport, () => editor.viewport.view);
  const at = editor.toScreen(area.right, area.top);
  const { width, height } = editor.viewport.screen;
  const send = async (words: string) => {
    if (words.trim() === "") return;
    try {
      await issues.open(editor.frame, area, words.trim());
      remember(words.trim());
      onDone();
    } catch (error) {
      setProblem(asApiError(error).detail);
    }
  };
  return (
    <Floating>
      <form
        className={styles.form}
        style={{ left: Math.min(at.x + 8, width - 300), top: Math.min(at.y, height - 220) }}
        onSubmit={(event) => {
          event.preventDefault();
          void send(message);
        }}
        onKeyDown={(event) => event.key === "Escape" && onDone()}
      >
        <Input.TextArea
          autoFocus
          rows={3}
          aria-label={t("workspace:issues.message")}
          placeholder={t("workspace:issues.message")}
          value={message}
          onChange={(event) => setMessage(event.target.value)}
        />
        <div className={styles.quick}>
          {quick.map((words) => (
            <Button
              key={words}
              size="small"
              className={styles.words as string}
              title={words}
              onClick={() => void send(words)}
            >
              {words}
            </Button>
          ))}
        </div>
        {problem ? (
          <p className={styles.problem} role="alert">
            {problem}
          </p>
        ) : null}
        <div className={styles.choices}>
          <Button size="small" onClick={onDone}>
            {t("common:cancel")}
          </Button>
          <Button size="small" type="primary" htmlType="submit" disabled={message.trim() === ""}>
            {t("workspace:issues.open")}
          </Button>
        </div>
      </form>
    </Floating>
  );
}
