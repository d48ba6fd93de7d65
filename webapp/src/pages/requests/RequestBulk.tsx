import { Button } from "antd";
import { CircleStop } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { BackgroundRequest } from "../../api/types";
import { BulkBar } from "../lists/bulk/BulkBar";
import { useBulk } from "../lists/bulk/useBulk";
import { eachOf } from "../lists/bulk/work";
import { idOf, type Selection } from "../lists/selection";
import { stopRequest } from "../work/stop";

/** Stops many pieces of background work at once. */
export function RequestBulk({ selection }: { selection: Selection<BackgroundRequest> }) {
  const { t } = useTranslation();
  const bulk = useBulk(["requests"]);
  const ids = selection.items.map(idOf);
  const stop = () => {
    selection.clear();
    void bulk.run(ids.length, (told) => eachOf(ids, stopRequest, told));
  };
  return (
    <BulkBar
      selection={selection}
      bulk={bulk}
      count={selection.items.length}
      everything={async () => selection.items}
    >
      <Button icon={<CircleStop size={15} />} onClick={stop}>
        {t("common:stop")}
      </Button>
    </BulkBar>
  );
}
