import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../api/client";
import type { Conflict } from "../../journal/status";
import { personName, Time } from "../../ui";
import { useSession } from "../hooks";
import { ConflictPicture } from "./ConflictPicture";
import styles from "./conflicts.module.css";
import { differences, frameToCompare } from "./differences";

/** One object in both states: what differs, who did it, and the choice. */
export function ConflictRow({ conflict }: { conflict: Conflict }) {
  const { t } = useTranslation();
  const { journal } = useSession();
  const { id } = conflict;
  return (
    <li className={styles.row} data-testid="conflict">
      <ConflictPicture conflict={conflict} />
      <div className={styles.words}>
        <p className={styles.object}>
          <ObjectName conflict={conflict} />
        </p>
        <p>
          <WhatDiffers conflict={conflict} />
        </p>
        <p className={styles.quiet}>
          <WhoAndWhen conflict={conflict} />
        </p>
        <div className={styles.choices}>
          <Button onClick={() => void journal.resolve(id, "mine")}>{t("conflicts:mine")}</Button>
          <Button onClick={() => void journal.resolve(id, "theirs")}>
            {t("conflicts:theirs")}
          </Button>
        </div>
      </div>
    </li>
  );
}

function ObjectName({ conflict: { mine, theirs } }: { conflict: Conflict }) {
  const { t } = useTranslation();
  const { labels } = useSession();
  const record = mine ?? theirs;
  if (!record) return null;
  const type = record.kind === "shape" ? record.type : record.kind;
  const label = labels.find(({ id }) => id === record.labelId)?.name ?? `#${record.labelId}`;
  const words = { label, type: t(`conflicts:types.${type}`) };
  return t("conflicts:object", { ...words, frame: frameToCompare(mine, theirs) });
}

function WhatDiffers({ conflict: { mine, theirs } }: { conflict: Conflict }) {
  const { t } = useTranslation();
  if (!mine) return t("conflicts:deletedByMe");
  if (!theirs) return t("conflicts:deletedByThem");
  const parts = differences(mine, theirs).map((part) => t(`conflicts:parts.${part}`));
  return t("conflicts:differ", { what: parts.join(", ") });
}

/** The newest write to the object, as the job's history tells it. */
function WhoAndWhen({ conflict: { key } }: { conflict: Conflict }) {
  const { t } = useTranslation();
  const { job } = useSession();
  const id = job.current.id as number;
  const { data } = useQuery({
    queryKey: ["history", id, key],
    queryFn: async () => {
      const params = { path: { id }, query: { object: key, page_size: 1 } };
      const page = await unwrap(api.GET("/api/jobs/{id}/history", { params }));
      return page.results[0] ?? null;
    },
    staleTime: 0,
  });
  if (!data) return t("conflicts:bySomebody");
  return (
    <>
      {data.user ? t("conflicts:by", { name: personName(data.user) }) : t("conflicts:bySomebody")}{" "}
      <Time at={data.at} />
    </>
  );
}
