import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Button, Popconfirm } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { requestJson } from "../../../api/client";
import { ApiError } from "../../../api/errors";
import { Failure } from "../../../ui/Failure";
import { formatBytes } from "../../../ui/format";
import { useDeed } from "../../../ui/useDeed";
import { useCreation } from "../creation";
import { DropZone } from "../DropZone";
import { filesAgain, permitted } from "../file-handles";
import { merged, type PickedFile } from "../picked-files";
import styles from "../tasks.module.css";
import { forgetOrder, hold, interruptedOrders, type KeptOrder } from "./orders";
import { goingOn, matched, missingIn, type Standing, standingOf } from "./standing";

const queryKey = ["interrupted-orders"];

/** Tasks whose files were being sent when a page was closed or died, and the way to go on. */
export function Interrupted() {
  const { data: orders } = useQuery({ queryKey, queryFn: interruptedOrders, staleTime: 0 });
  const busy = useCreation(({ creation }) => creation !== null);
  if (busy || !orders?.length) return null;
  return orders.map((order) => <Order key={order.id} order={order} />);
}

function Order({ order }: { order: KeptOrder }) {
  const { t, i18n } = useTranslation();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const resume = useCreation((state) => state.resume);
  const [standing, setStanding] = useState<Standing | null>(null);
  const [here, setHere] = useState<PickedFile[]>([]);
  const [others, setOthers] = useState<string[]>([]);
  const { busy, error, work } = useDeed();
  const forget = async () => {
    await forgetOrder(order.id);
    await queries.invalidateQueries({ queryKey });
  };
  const goOn = (found: Standing, files: PickedFile[]) => {
    if (missingIn(found).length > files.length) return;
    hold(order.id);
    const wanted = { ...order.wanted, files, kept: order.id };
    resume(wanted, order.taskId, goingOn(found, files));
    void navigate({ to: "/tasks/new" });
  };
  const look = async () => {
    // First of all, while the browser still knows that it was the person's wish.
    const roots = await permitted(order.roots ?? []);
    const found = await standingOf(order);
    if (found.state === "done") return forget();
    setStanding(found);
    if (found.state !== "waits") return;
    const names = missingIn(found).map(({ name }) => name);
    await take(found, await filesAgain(roots, names));
  };
  const take = async (found: Standing, picked: PickedFile[]) => {
    const match = await matched(missingIn(found), picked);
    const all = merged(here, match.same);
    setHere(all);
    setOthers(match.others);
    goOn(found, all);
  };
  const discard = async () => {
    if (order.taskId) await removed(order.taskId);
    await forget();
  };
  const missing = standing ? missingIn(standing).length - here.length : 0;
  const about = { name: order.wanted.name, size: formatBytes(order.bytes, i18n.language) };
  return (
    <section className={styles.interrupted} aria-label={t("tasks:interrupted.title")}>
      <p>{t("tasks:interrupted.about", { ...about, count: order.files })}</p>
      {standing?.state === "gone" ? <p>{t("tasks:interrupted.gone")}</p> : null}
      {missing > 0 && standing ? (
        <>
          <p>{t("tasks:interrupted.again", { count: missing })}</p>
          <DropZone slim onFiles={(picked) => work(() => take(standing, picked))} />
        </>
      ) : null}
      {others.length ? (
        <p className={styles.problem}>
          {t("tasks:interrupted.others", { names: others.slice(0, 3).join(", ") })}
        </p>
      ) : null}
      {error ? <Failure inline error={error} /> : null}
      <div className={styles.formActions}>
        <Popconfirm
          title={t("tasks:interrupted.discardAsk")}
          okText={t("tasks:interrupted.discard")}
          cancelText={t("common:cancel")}
          onConfirm={() => work(discard)}
        >
          <Button>{t("tasks:interrupted.discard")}</Button>
        </Popconfirm>
        {standing ? null : (
          <Button type="primary" loading={busy} onClick={() => work(look)}>
            {t("tasks:interrupted.goOn")}
          </Button>
        )}
      </div>
    </section>
  );
}

/** Removes the task if it is still there. */
async function removed(id: number): Promise<void> {
  try {
    await requestJson(`/api/tasks/${id}`, "DELETE");
  } catch (error) {
    if (!(error instanceof ApiError && error.status === 404)) throw error;
  }
}
