import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { ShapeType } from "../../core/records";
import { dialogWidth } from "../../ui/tokens";
import { useSession, useSource } from "../hooks";
import { ShapeIcon } from "../icons";
import styles from "./dialogs.module.css";
import { statistics, total } from "./statistics";
import { WorkspaceModal } from "./WorkspaceModal";

const TYPES: readonly ShapeType[] = [
  "rectangle",
  "polygon",
  "polyline",
  "points",
  "ellipse",
  "cuboid",
  "skeleton",
  "mask",
];

/** How many objects of each label and kind the job has: shapes / tracks. */
export function StatisticsDialog() {
  const { t } = useTranslation();
  return (
    <WorkspaceModal
      name="statistics"
      title={t("workspace:statistics.title")}
      width={dialogWidth.table}
    >
      {() => <Table />}
    </WorkspaceModal>
  );
}

function Table() {
  const { t } = useTranslation();
  const { editor, labels, pictures } = useSession();
  const records = useSource(editor.store, () => editor.store.all());
  const { last } = pictures.range;
  const counts = useMemo(() => statistics(records, last), [records, last]);
  const used = TYPES.filter((type) =>
    [...counts.values()].some(({ shapes, tracks }) => shapes[type] || tracks[type]),
  );
  const sum = (read: (label: number) => number) =>
    labels.reduce((all, { id }) => all + read(id ?? 0), 0);
  const columns = [
    { key: "tags", read: (label: number) => counts.get(label)?.tags ?? 0 },
    { key: "manual", read: (label: number) => counts.get(label)?.manual ?? 0 },
    { key: "interpolated", read: (label: number) => counts.get(label)?.interpolated ?? 0 },
    {
      key: "total",
      read: (label: number) => {
        const count = counts.get(label);
        return count ? total(count.shapes) + total(count.tracks) + count.tags : 0;
      },
    },
  ];
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: so that the keyboard can scroll it
    <section className={styles.scroller} tabIndex={0} aria-label={t("workspace:statistics.title")}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t("workspace:statistics.label")}</th>
            {used.map((type) => (
              <th key={type} scope="col" title={t(`workspace:types.${type}`)}>
                <ShapeIcon type={type} size={15} />
                <span className="visually-hidden">{t(`workspace:types.${type}`)}</span>
              </th>
            ))}
            {columns.map(({ key }) => (
              <th key={key} scope="col">
                {t(`workspace:statistics.${key}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {labels.map(({ id = 0, name }) => (
            <tr key={id}>
              <th scope="row">{name}</th>
              {used.map((type) => {
                const { shapes = {}, tracks = {} } = counts.get(id) ?? {};
                return <td key={type}>{`${shapes[type] ?? 0} / ${tracks[type] ?? 0}`}</td>;
              })}
              {columns.map(({ key, read }) => (
                <td key={key}>{read(id)}</td>
              ))}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t("workspace:statistics.total")}</th>
            {used.map((type) => (
              <td key={type}>
                {`${sum((label) => counts.get(label)?.shapes[type] ?? 0)} / ${sum((label) => counts.get(label)?.tracks[type] ?? 0)}`}
              </td>
            ))}
            {columns.map(({ key, read }) => (
              <td key={key}>{sum(read)}</td>
            ))}
          </tr>
        </tfoot>
      </table>
    </section>
  );
}
