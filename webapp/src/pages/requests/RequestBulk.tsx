import { Button } from "antd";
import { CircleStop, RotateCcw, Trash2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import { forgetRequest, isOver, retryRequest } from "../../api/requests";
import type { BackgroundRequest } from "../../api/types";
import { useQuestion } from "../../ui/useQuestion";
import { BulkBar } from "../lists/bulk/BulkBar";
import { useBulk } from "../lists/bulk/useBulk";
import { eachOf } from "../lists/bulk/work";
import { idOf, type Selection } from "../lists/selection";
import { stopRequest } from "../work/stop";

/** Stops, retries or removes many pieces of background work at once, as each of them allows. */
export function RequestBulk({ selection }: { selection: Selection<BackgroundRequest> }) {
  const { t } = useTranslation();
  const bulk = useBulk(["requests"]);
  const { items } = selection;
  const live = items.filter((one) => !isOver(one));
  const failed = items.filter(({ status }) => status === "failed");
  const over = items.filter(isOver);
  const each = (some: readonly BackgroundRequest[], deed: (id: string) => Promise<void>) => {
    selection.clear();
    return bulk.run(some.length, (told) => eachOf(some.map(idOf), deed, told));
  };
  const { ask, question } = useQuestion({
    title: t("requests:removeMany", { count: over.length }),
    losses: t("requests:removeLosses"),
    ok: t("requests:removeIt"),
    onDelete: () => each(over, forgetRequest),
  });
  return (
    <BulkBar selection={selection} bulk={bulk} count={items.length} everything={async () => items}>
      {live.length ? (
        <Button icon={<CircleStop size={15} />} onClick={() => void each(live, stopRequest)}>
          {t("common:stop")}
        </Button>
      ) : null}
      {failed.length ? (
        <Button icon={<RotateCcw size={15} />} onClick={() => void each(failed, retryRequest)}>
          {t("common:retry")}
        </Button>
      ) : null}
      {over.length ? (
        <Button icon={<Trash2 size={15} />} onClick={ask}>
          {t("requests:removeIt")}
        </Button>
      ) : null}
      {question}
    </BulkBar>
  );
}
