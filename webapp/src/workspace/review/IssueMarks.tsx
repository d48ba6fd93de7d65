import { Button, Input } from "antd";
import { MessageSquare } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { asApiError } from "../../api/errors";
import { type Point, toPoints } from "../../core/geometry";
import { Floating } from "../Chrome";
import { useSession, useShownFrame, useSource } from "../hooks";
import { useLayout } from "../layout-state";
import { type Issue, outlineOf } from "./issues";
import styles from "./review.module.css";
import { useReview } from "./review-state";

/** Issues of the frame over the picture, of one size at every zoom, and the form for a new one. */
export function IssueMarks() {
  const { editor, issues } = useSession();
  const frame = useShownFrame();
  const all = useSource(issues, () => issues.all);
  const { marks, withResolved } = useReview();
  const [chosen, setChosen] = useState<readonly number[] | null>(null);
  useEffect(() => editor.regionChosen.subscribe(setChosen), [editor]);
  return (
    <div className={styles.layer}>
      {all
        .filter((issue) => marks && issue.frame === frame && (withResolved || !issue.resolved))
        .map((issue) => (
          <Mark key={issue.id} issue={issue} />
        ))}
      {chosen ? <NewIssue position={chosen} onDone={() => setChosen(null)} /> : null}
    </div>
  );
}

function Mark({ issue }: { issue: Issue }) {
  const { t } = useTranslation();
  const { showIssue } = useLayout();
  const corners = useOnScreen(outlineOf(issue));
  const { x: left, y: top } = upperRight(corners);
  const [first] = issue.comments;
  return (
    <>
      {corners.length > 1 ? <Outline corners={corners} resolved={issue.resolved} /> : null}
      <button
        type="button"
        className={styles.mark}
        data-resolved={issue.resolved}
        style={{ left, top }}
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

/** The corner at which a mark is out of the way. */
function upperRight(corners: readonly Point[]): Point {
  return corners.reduce((best, at) => (at.x - at.y > best.x - best.y ? at : best));
}

/** Points of the picture (x, y pairs) as they lie on screen now. */
function useOnScreen(points: readonly number[]): Point[] {
  const { editor } = useSession();
  useSource(editor.viewport, () => editor.viewport.view);
  return toPoints(points).map(({ x, y }) => editor.toScreen(x, y));
}

function Outline({ corners, resolved }: { corners: readonly Point[]; resolved: boolean }) {
  return (
    <svg className={styles.outline} data-resolved={resolved} aria-hidden>
      <polygon points={corners.map(({ x, y }) => `${x},${y}`).join(" ")} />
    </svg>
  );
}

const QUICK = ["position", "attribute", "label"];

/** What is wrong, in words; a few usual ones are at hand. */
function NewIssue({ position, onDone }: { position: readonly number[]; onDone: () => void }) {
  const { t } = useTranslation();
  const { editor, issues } = useSession();
  const [message, setMessage] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const { recent, remember } = useReview();
  const usual = QUICK.map((kind) => t(`workspace:issues.quick.${kind}`));
  const quick = [...usual, ...recent.filter((words) => !usual.includes(words))];
  const corners = useOnScreen(position);
  const { x: right, y: top } = upperRight(corners);
  const { width, height } = editor.viewport.container;
  const send = async (words: string) => {
    if (words.trim() === "") return;
    try {
      await issues.open(editor.frame, position, words.trim());
      remember(words.trim());
      onDone();
    } catch (error) {
      setProblem(asApiError(error).detail);
    }
  };
  return (
    <Floating>
      {corners.length > 1 ? <Outline corners={corners} resolved={false} /> : null}
      <form
        className={styles.form}
        style={{ left: Math.min(right + 8, width - 300), top: Math.min(top, height - 220) }}
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
