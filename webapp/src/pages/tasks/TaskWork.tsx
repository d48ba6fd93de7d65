import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { X } from "lucide-react";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { requestsQuery } from "../../api/queries";
import { isOver, shareDone } from "../../api/requests";
import type { BackgroundRequest } from "../../api/types";
import { IconButton } from "../../ui/IconButton";
import { Progress } from "../../ui/Progress";
import { requestTitle } from "../requests/request-words";
import { stopRequest } from "../work/stop";
import styles from "./task-page.module.css";

interface TaskWorkProps {
  taskId: number;
  hasData: boolean;
}

/** What the server is doing for this task, and why its data is missing if it failed. */
export function TaskWork({ taskId, hasData }: TaskWorkProps) {
  const { t } = useTranslation();
  const { data } = useQuery(requestsQuery({ task_id: taskId }));
  const all = data?.results ?? [];
  const running = all.filter((request) => !isOver(request));
  const failure = hasData ? undefined : all.find(isFailedCreation);
  useFreshTask(taskId, running.length);
  if (!running.length && !failure) return null;
  return (
    <ul className={styles.work} aria-live="polite">
      {running.map((request) => (
        <li key={request.id}>
          <span>{requestTitle(request, t)}</span>
          <Progress label={requestTitle(request, t)} share={shareDone(request)} />
          <StopButton id={request.id} />
          <small>{request.message}</small>
        </li>
      ))}
      {failure ? (
        <li role="alert" className={styles.failure}>
          <span>{requestTitle(failure, t)}</span>
          <p>{failure.message}</p>
        </li>
      ) : null}
    </ul>
  );
}

function StopButton({ id }: { id: string }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const stop = useMutation({
    mutationFn: () => stopRequest(id),
    onSettled: () => queries.invalidateQueries({ queryKey: ["requests"] }),
  });
  return (
    <IconButton
      icon={<X size={16} />}
      label={t("requests:cancel")}
      disabled={stop.isPending}
      onClick={() => stop.mutate()}
    />
  );
}

/** Reads the task and its jobs anew whenever a piece of work has ended. */
function useFreshTask(taskId: number, running: number) {
  const queries = useQueryClient();
  // biome-ignore lint/correctness/useExhaustiveDependencies: a change of the number is the signal
  useEffect(() => {
    void queries.invalidateQueries({ queryKey: ["tasks", taskId] });
    void queries.invalidateQueries({ queryKey: ["jobs"] });
  }, [queries, taskId, running]);
}

function isFailedCreation({ status, operation }: BackgroundRequest): boolean {
  return status === "failed" && operation.type.startsWith("create");
}
