import { useQueryClient } from "@tanstack/react-query";
import { App, Button } from "antd";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { asSentence } from "../../../ui/format";
import { changeAll, formerStates, type Told } from "./work";

interface Running {
  finished: number;
  total: number;
}

interface AnyOutcome {
  done: readonly unknown[];
  failed: readonly { id: unknown; error: Error }[];
}

export interface Bulk {
  /** Absent while nothing is under way. */
  running: Running | null;
  /** Do something with many; tells what came of it. */
  run: (
    total: number,
    deed: (told: Told) => Promise<AnyOutcome>,
    afterwards?: Afterwards,
  ) => Promise<void>;
}

interface Afterwards {
  /** Offered for a while. */
  undo?: () => Promise<AnyOutcome>;
  /** What is said of it; how many were changed by default. */
  done?: ReactNode;
}

const undoSeconds = 10;
const shownFailures = 5;

/** Work on many things at once: how far it is, what failed and why, and the way back. */
export function useBulk(queryKeys: readonly string[]): Bulk {
  const { t } = useTranslation();
  const { message, notification } = App.useApp();
  const queries = useQueryClient();
  const [running, setRunning] = useState<Running | null>(null);

  const work = async (total: number, deed: (told: Told) => Promise<AnyOutcome>) => {
    setRunning({ finished: 0, total });
    try {
      const outcome = await deed((finished) => setRunning({ finished, total }));
      if (outcome.failed.length) notification.error(complaint(outcome));
      return outcome;
    } finally {
      setRunning(null);
      for (const key of queryKeys) void queries.invalidateQueries({ queryKey: [key] });
    }
  };

  const complaint = ({ failed }: AnyOutcome) => ({
    title: t("lists:bulk.failed", { count: failed.length }),
    description: (
      <>
        {failed.slice(0, shownFailures).map(({ id, error }) => (
          <div key={String(id)}>
            #{String(id)}: {asSentence(error.message)}
          </div>
        ))}
        {failed.length > shownFailures
          ? t("lists:bulk.more", { count: failed.length - shownFailures })
          : null}
      </>
    ),
    duration: 0,
  });

  const run: Bulk["run"] = async (total, deed, { undo, done: said } = {}) => {
    const { done } = await work(total, deed);
    if (!done.length) return;
    const key = `bulk-${Date.now()}`;
    const back = async () => {
      message.destroy(key);
      if (undo) await work(done.length, undo);
      void message.info(t("lists:bulk.undone"));
    };
    void message.success({
      key,
      duration: undo || said ? undoSeconds : 3,
      content: (
        <>
          {said ?? t("lists:bulk.done", { count: done.length })}{" "}
          {undo ? (
            <Button type="link" size="small" onClick={() => void back()}>
              {t("common:undo")}
            </Button>
          ) : null}
        </>
      ),
    });
  };

  return { running, run };
}

interface Changed {
  id?: number | undefined;
}

/** Gives all of them the same values, by the endpoint that changes many; can be undone. */
export function changeMany<T extends Changed>(
  bulk: Bulk,
  url: string,
  items: readonly T[],
  update: object,
  before: (item: T) => object,
): Promise<void> {
  const ids = items.map(({ id }) => id as number);
  const back = async (): Promise<AnyOutcome> => {
    const outcomes = [];
    for (const state of formerStates(items, before)) {
      const of = state.items.map(({ id }) => id as number);
      outcomes.push(await changeAll(url, of, { update: state.update }));
    }
    return {
      done: outcomes.flatMap(({ done }) => done),
      failed: outcomes.flatMap(({ failed }) => failed),
    };
  };
  return bulk.run(ids.length, (told) => changeAll(url, ids, { update }, told), {
    undo: back,
  });
}
