import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Button } from "antd";
import { Download, RotateCcw, Trash2, X } from "lucide-react";
import { type ReactNode, useContext } from "react";
import { useTranslation } from "react-i18next";
import { forgetRequest, isOver, resultUrl, retryRequest, shareDone } from "../../api/requests";
import type { BackgroundRequest } from "../../api/types";
import { asSentence } from "../../ui/format";
import { IconButton } from "../../ui/IconButton";
import { Progress } from "../../ui/Progress";
import { Time } from "../../ui/Time";
import { useQuestion } from "../../ui/useQuestion";
import { PlaceContext } from "../lists/Rows";
import { stopRequest } from "../work/stop";
import { requestTarget, requestTitle, targetWords, tookWords } from "./request-words";
import styles from "./requests.module.css";

interface RequestRowProps {
  request: BackgroundRequest;
  /** Takes the row. */
  select: ReactNode;
}

/** One piece of background work: what, for what, how far, and what came of it. */
export function RequestRow({ request, select }: RequestRowProps) {
  const { t } = useTranslation();
  const title = requestTitle(request, t);
  const target = requestTarget(request);
  const failed = request.status === "failed";
  return (
    <li {...useContext(PlaceContext)} className={styles.row}>
      <span>{select}</span>
      <div className={styles.words}>
        <p className={styles.title}>
          {title}
          {target ? <Link to={target}>{targetWords(request, t)}</Link> : null}
        </p>
        <p className={failed ? styles.error : styles.message}>
          {request.message || tookWords(request, t)}
        </p>
      </div>
      <div className={styles.progress}>
        {isOver(request) ? (
          <span className={styles.state} data-status={request.status}>
            {t(`requests:states.${request.status}`)}
          </span>
        ) : (
          <Progress
            label={title}
            share={shareDone(request)}
            {...(request.progress == null && { text: t(`requests:states.${request.status}`) })}
          />
        )}
      </div>
      <div className={styles.age}>
        <Time at={request.finished_date ?? request.created_date} />
      </div>
      <div className={styles.actions}>
        <Actions request={request} />
      </div>
    </li>
  );
}

function Actions({ request }: { request: BackgroundRequest }) {
  const { t } = useTranslation();
  const url = request.status === "finished" ? resultUrl(request) : null;
  return (
    <>
      {url ? (
        <Button size="small" icon={<Download size={14} />} href={url} download>
          {t("exports:download")}
        </Button>
      ) : null}
      {request.status === "failed" ? (
        <Deed
          icon={<RotateCcw size={16} />}
          label={t("requests:retry")}
          deed={() => retryRequest(request.id)}
        />
      ) : null}
      {isOver(request) ? (
        <Removal request={request} hasFile={url !== null} />
      ) : (
        <Deed
          icon={<X size={16} />}
          label={t("requests:cancel")}
          deed={() => stopRequest(request.id)}
        />
      )}
    </>
  );
}

interface DeedProps {
  icon: ReactNode;
  label: string;
  deed: () => Promise<void>;
}

/** Does one thing with a request; why it could not stands beside it. */
function Deed({ icon, label, deed }: DeedProps) {
  const queries = useQueryClient();
  const act = useMutation({
    mutationFn: deed,
    onSettled: () => queries.invalidateQueries({ queryKey: ["requests"] }),
  });
  return (
    <>
      {act.error ? <span className={styles.error}>{asSentence(act.error.message)}</span> : null}
      <IconButton
        icon={icon}
        label={label}
        placement="top"
        disabled={act.isPending}
        onClick={() => act.mutate()}
      />
    </>
  );
}

/** Takes an ended request off the list; asks first where a file goes with it. */
function Removal({ request, hasFile }: { request: BackgroundRequest; hasFile: boolean }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const { ask, question } = useQuestion({
    title: t("requests:remove"),
    losses: t("requests:removeLosses"),
    ok: t("requests:removeIt"),
    onDelete: async () => {
      await forgetRequest(request.id);
      await queries.invalidateQueries({ queryKey: ["requests"] });
    },
  });
  const icon = <Trash2 size={16} />;
  if (!hasFile) {
    const deed = () => forgetRequest(request.id);
    return <Deed icon={icon} label={t("requests:remove")} deed={deed} />;
  }
  return (
    <>
      <IconButton icon={icon} label={t("requests:remove")} placement="top" onClick={ask} />
      {question}
    </>
  );
}
