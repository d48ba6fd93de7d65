import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Button } from "antd";
import { Download, X } from "lucide-react";
import { type ReactNode, useContext } from "react";
import { useTranslation } from "react-i18next";
import { isOver, resultUrl, shareDone } from "../../api/requests";
import type { BackgroundRequest } from "../../api/types";
import { IconButton } from "../../ui/IconButton";
import { Progress } from "../../ui/Progress";
import { Time } from "../../ui/Time";
import { PlaceContext } from "../lists/Rows";
import { stopRequest } from "../work/stop";
import { requestTarget, requestTitle, targetWords, tookWords } from "./request-words";
import styles from "./requests.module.css";

interface RequestRowProps {
  request: BackgroundRequest;
  /** Takes the row; null where nothing can be done with it any more. */
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
            {...(request.status === "started"
              ? { share: shareDone(request) }
              : { text: t("requests:states.queued"), share: 0 })}
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
  const queries = useQueryClient();
  const cancel = useMutation({
    mutationFn: () => stopRequest(request.id),
    onSettled: () => queries.invalidateQueries({ queryKey: ["requests"] }),
  });
  const url = request.status === "finished" ? resultUrl(request) : null;
  if (url) {
    return (
      <Button size="small" icon={<Download size={14} />} href={url} download>
        {t("exports:download")}
      </Button>
    );
  }
  if (isOver(request)) return null;
  return (
    <>
      {cancel.error ? <span className={styles.error}>{cancel.error.message}</span> : null}
      <IconButton
        icon={<X size={16} />}
        label={t("requests:cancel")}
        disabled={cancel.isPending}
        onClick={() => cancel.mutate()}
      />
    </>
  );
}
