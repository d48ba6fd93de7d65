import { Button, Progress, Segmented, Select } from "antd";
import { useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { dialogWidth } from "../../ui/tokens";
import { useSession } from "../hooks";
import { useObjectList } from "../objects/list-state";
import {
  type Choice,
  carryOut,
  countPoints,
  EXTENTS,
  KINDS,
  type Kind,
  type Plan,
  type PointCounts,
  planned,
  RANGES,
  TYPES,
} from "./bulk-plan";
import styles from "./dialogs.module.css";
import { WorkspaceModal } from "./WorkspaceModal";

/** One thing done with many objects, of this frame or of many, in one step of undo. */
export function ActionsDialog() {
  const { t } = useTranslation();
  return (
    <WorkspaceModal name="actions" title={t("workspace:bulk.title")} width={dialogWidth.content}>
      {(close) => <Form onDone={close} />}
    </WorkspaceModal>
  );
}

function Form({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation();
  const session = useSession();
  const { editor } = session;
  const { query } = useObjectList();
  const [choice, setChoice] = useState<Choice>({
    kind: "remove",
    range: "frame",
    type: "polygon",
    labelId: editor.labels[0]?.id ?? 0,
    extent: "track",
    tolerance: editor.drawing.tolerance,
  });
  const change = (part: Partial<Choice>) => setChoice({ ...choice, ...part });
  const plan = useMemo(() => planned(session, choice, query), [session, choice, query]);
  const { done, start, stop } = useCourse(plan, choice.kind, onDone);
  if (done !== null) return <Going done={done} all={plan.records.length} onStop={stop} />;
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        start();
      }}
    >
      <Segmented<Kind>
        aria-label={t("workspace:bulk.title")}
        value={choice.kind}
        options={KINDS.map((value) => ({ value, label: t(`workspace:bulk.kinds.${value}`) }))}
        onChange={(kind) => change({ kind })}
      />
      <Detail choice={choice} onChange={change} />
      <Segmented
        aria-label={t("workspace:bulk.where")}
        value={choice.range}
        options={RANGES.map((value) => ({ value, label: t(`workspace:bulk.ranges.${value}`) }))}
        onChange={(range) => change({ range })}
      />
      <p className={styles.result}>
        {query.trim() === "" ? null : <>{t("workspace:bulk.searched", { query })} </>}
        {t("workspace:bulk.result", { count: plan.records.length })}
        {choice.kind === "simplify" ? <Points plan={plan} /> : null}
        {plan.left > 0 ? ` ${t("workspace:bulk.left", { count: plan.left })}` : ""}
      </p>
      <button type="submit" className={styles.apply} disabled={plan.records.length === 0}>
        {t(`workspace:bulk.apply.${choice.kind}`)}
      </button>
    </form>
  );
}

/** What else must be known for the kind of work. */
function Detail({
  choice,
  onChange,
}: {
  choice: Choice;
  onChange: (part: Partial<Choice>) => void;
}) {
  const { t } = useTranslation();
  const { editor } = useSession();
  const wide = styles.wide as string;
  if (choice.kind === "convert")
    return (
      <Select
        aria-label={t("workspace:bulk.type")}
        className={wide}
        value={choice.type}
        options={TYPES.map((value) => ({ value, label: t(`workspace:types.${value}`) }))}
        onChange={(type) => onChange({ type })}
      />
    );
  if (choice.kind === "label")
    return (
      <Select
        aria-label={t("workspace:bulk.label")}
        className={wide}
        value={choice.labelId}
        options={editor.labels.map(({ id, name: label }) => ({ value: id, label }))}
        onChange={(labelId) => onChange({ labelId })}
      />
    );
  if (choice.kind === "extent")
    return (
      <Select
        aria-label={t("workspace:bulk.extent")}
        className={wide}
        value={choice.extent}
        options={EXTENTS.map((value) => ({ value, label: t(`workspace:bulk.extents.${value}`) }))}
        onChange={(extent) => onChange({ extent })}
      />
    );
  if (choice.kind === "simplify")
    return (
      <label className={styles.line}>
        {t("workspace:simplify.tolerance")}
        <input
          type="range"
          className={styles.slider}
          min={0.1}
          max={64}
          step={0.1}
          value={choice.tolerance}
          onChange={({ target }) => onChange({ tolerance: Number(target.value) })}
        />
        <output className={styles.amount}>{choice.tolerance.toFixed(1)} px</output>
      </label>
    );
  return null;
}

/** How many points there are, and how many would be left. */
function Points({ plan }: { plan: Plan }) {
  const { t } = useTranslation();
  const session = useSession();
  const [counts, setCounts] = useState<PointCounts | null>(null);
  useEffect(() => {
    const course = new AbortController();
    const given = { signal: course.signal, onProgress: () => undefined };
    void countPoints(session, plan, given).then((counted) => counted && setCounts(counted));
    return () => course.abort();
  }, [session, plan]);
  return counts ? <output>{` ${t("workspace:simplify.points", { ...counts })}.`}</output> : null;
}

/** How far the work has come, and the way out of it. */
function Going({ done, all, onStop }: { done: number; all: number; onStop: () => void }) {
  const { t } = useTranslation();
  return (
    <div className={styles.form}>
      <Progress
        className={styles.wide as string}
        percent={Math.floor((100 * done) / Math.max(1, all))}
        aria-label={t("workspace:bulk.title")}
      />
      <p className={styles.result} role="status">
        {t("workspace:bulk.progress", { done, count: all })}
      </p>
      <Button onClick={onStop}>{t("common:cancel")}</Button>
    </div>
  );
}

/** The work once it goes on: how much is done, `null` before; it is stopped with the dialog. */
function useCourse(plan: Plan, name: string, onDone: () => void) {
  const session = useSession();
  const [done, setDone] = useState<number | null>(null);
  const going = useRef<AbortController | null>(null);
  useEffect(() => () => going.current?.abort(), []);
  const start = () => {
    const course = new AbortController();
    going.current = course;
    setDone(0);
    void carryOut(session, plan, name, { signal: course.signal, onProgress: setDone }).then(() => {
      if (!course.signal.aborted) onDone();
    });
  };
  const stop = () => {
    going.current?.abort();
    setDone(null);
  };
  return { done, start, stop };
}
