import { useQuery } from "@tanstack/react-query";
import { App, Button, Input, Popconfirm } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { asApiError } from "../../api/errors";
import { selfQuery } from "../../api/queries";
import { Time } from "../../ui/Time";
import { useSession } from "../hooks";
import type { Comment, Issue } from "./issues";
import styles from "./review.module.css";

/** Everything said about an issue, and what can be done with it. */
export function Discussion({ issue }: { issue: Issue }) {
  const { t } = useTranslation();
  const { issues } = useSession();
  const [answer, setAnswer] = useState("");
  const run = useRun();
  const send = () => run(issues.comment(issue.id, answer.trim()), () => setAnswer(""));
  return (
    <div className={styles.discussion}>
      {issue.comments.map((comment) => (
        <Said key={comment.id} comment={comment} />
      ))}
      <Input.TextArea
        rows={2}
        aria-label={t("workspace:issues.answer")}
        placeholder={t("workspace:issues.answer")}
        value={answer}
        onChange={(event) => setAnswer(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && answer.trim()) send();
        }}
      />
      <div className={styles.choices}>
        <Popconfirm
          title={t("workspace:issues.removeSure")}
          okText={t("common:delete")}
          cancelText={t("common:cancel")}
          onConfirm={() => run(issues.remove(issue.id))}
        >
          <Button size="small" danger>
            {t("common:delete")}
          </Button>
        </Popconfirm>
        <Button size="small" onClick={() => run(issues.resolve(issue.id, !issue.resolved))}>
          {t(issue.resolved ? "workspace:issues.reopen" : "workspace:issues.resolve")}
        </Button>
        <Button size="small" type="primary" disabled={answer.trim() === ""} onClick={send}>
          {t("workspace:issues.send")}
        </Button>
      </div>
    </div>
  );
}

/** One comment; who said it may say it in other words. */
function Said({ comment }: { comment: Comment }) {
  const { t } = useTranslation();
  const { issues } = useSession();
  const { data: self } = useQuery(selfQuery);
  const [words, setWords] = useState<string | null>(null);
  const run = useRun();
  const mine = self !== undefined && comment.owner?.id === self.id;
  if (words !== null) {
    const keep = () => run(issues.reword(comment.id, words.trim()), () => setWords(null));
    return (
      <div className={styles.comment}>
        <Input.TextArea
          autoFocus
          autoSize
          aria-label={t("workspace:issues.reword")}
          value={words}
          onChange={(event) => setWords(event.target.value)}
          onKeyDown={(event) => event.key === "Escape" && setWords(null)}
        />
        <div className={styles.choices}>
          <Button size="small" onClick={() => setWords(null)}>
            {t("common:cancel")}
          </Button>
          <Button size="small" type="primary" disabled={words.trim() === ""} onClick={keep}>
            {t("common:save")}
          </Button>
        </div>
      </div>
    );
  }
  return (
    <div className={styles.comment}>
      <span className={styles.by}>
        {comment.owner?.username ?? "–"} · <Time at={comment.created_date} />
      </span>
      <p>{comment.message}</p>
      {mine ? (
        <button type="button" className={styles.reword} onClick={() => setWords(comment.message)}>
          {t("workspace:issues.reword")}
        </button>
      ) : null}
    </div>
  );
}

/** Does something on the server, and tells when it did not work. */
function useRun() {
  const { message } = App.useApp();
  return (work: Promise<void>, then: () => void = () => {}): void =>
    void work.then(then, (error) => void message.error(asApiError(error).detail));
}
