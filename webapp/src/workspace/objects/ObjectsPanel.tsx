import { measureElement, useVirtualizer } from "@tanstack/react-virtual";
import { ChevronDown, ChevronRight } from "lucide-react";
import { useEffect, useMemo, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useFlagsVersion, useFrameRecords, useSelected, useSession, useShownFrame } from "../hooks";
import { arranged, type ListLine } from "./arrange";
import { useObjectList } from "./list-state";
import { listedObjects } from "./listed";
import { ObjectRow } from "./ObjectRow";
import { ObjectsHead } from "./ObjectsHead";
import styles from "./objects.module.css";
import { matching } from "./searching";

const ROW = 32;

/** Everything on the frame, one row each; only rows in sight exist. */
export function ObjectsPanel() {
  const lines = useLines();
  const none = useFrameRecords().length === 0;
  if (none) return <NoObjects />;
  return (
    <>
      <ObjectsHead />
      {lines.length === 0 ? <NoneFound /> : <Lines lines={lines} />}
    </>
  );
}

/** What is listed: found, grouped and in order. */
function useLines(): readonly ListLine[] {
  const { editor } = useSession();
  const frame = useShownFrame();
  const records = useFrameRecords();
  const flags = useFlagsVersion();
  const { order, grouping, folded, query } = useObjectList();
  // biome-ignore lint/correctness/useExhaustiveDependencies: flags may be searched for
  const objects = useMemo(() => {
    const match = matching(editor, query);
    return listedObjects(records, frame).filter(({ record }) => match(record, frame));
  }, [editor, records, frame, query, query === "" ? 0 : flags]);
  return useMemo(
    () =>
      arranged(objects, {
        ...{ order, grouping, folded },
        numberOf: (id) => editor.store.numberOf(id),
        labelName: (id) => editor.label(id)?.name ?? "",
        sizeOf: ({ shape }) => {
          if (!shape) return 0;
          const { left, top, right, bottom } = editor.shapes.of(shape).bounds(shape);
          return (right - left) * (bottom - top);
        },
      }),
    [editor, objects, order, grouping, folded],
  );
}

function Lines({ lines }: { lines: readonly ListLine[] }) {
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    getItemKey: (index) => lines[index]?.key ?? index,
    overscan: 4,
    // All rows but an opened one are as high as expected: asking the browser would lay out the page.
    measureElement: (element, entry, instance) =>
      entry || element.querySelector("[data-selected=true]")
        ? measureElement(element, entry, instance)
        : ROW,
  });
  const only = [...useSelected()].at(-1);
  const { scrollToIndex } = rows;
  useEffect(() => {
    const index = lines.findIndex(({ key }) => key === only);
    if (index >= 0) scrollToIndex(index, { align: "auto" });
  }, [only, lines, scrollToIndex]);
  return (
    <div ref={scroller} className={styles.scroller} data-testid="objects">
      <ul className={styles.list} style={{ height: rows.getTotalSize() }}>
        {rows.getVirtualItems().map((row) => {
          const line = lines[row.index];
          return line ? (
            <li
              // By place, not by object: another frame changes what rows say, not the rows.
              key={row.index}
              ref={rows.measureElement}
              data-index={row.index}
              className={styles.item}
              style={{ top: row.start }}
            >
              {line.kind === "group" ? (
                <GroupHead group={line} />
              ) : (
                <ObjectRow object={line.object} />
              )}
            </li>
          ) : null;
        })}
      </ul>
    </div>
  );
}

function GroupHead({ group }: { group: ListLine & { kind: "group" } }) {
  const { t } = useTranslation();
  const { grouping, toggleFolded } = useObjectList();
  const { key, name, count, folded } = group;
  const names: Record<string, () => string> = {
    type: () => t(`workspace:types.${name}`),
    layer: () => (name === "" ? t("workspace:types.tag") : t("workspace:list.layer", { name })),
  };
  return (
    <button
      type="button"
      className={styles.group}
      aria-expanded={!folded}
      onClick={() => toggleFolded(key)}
    >
      {folded ? <ChevronRight size={14} aria-hidden /> : <ChevronDown size={14} aria-hidden />}
      <span className={styles.groupName}>{names[grouping]?.() ?? name}</span>
      <span className={styles.groupCount}>{count}</span>
    </button>
  );
}

function NoObjects() {
  const { t } = useTranslation();
  const { editor } = useSession();
  return (
    <div className={styles.empty}>
      <p>{t("workspace:noObjects")}</p>
      {editor.readOnly ? null : <p className={styles.first}>{t("workspace:firstObject")}</p>}
    </div>
  );
}

function NoneFound() {
  const { t } = useTranslation();
  return (
    <div className={styles.empty}>
      <p>{t("workspace:search.none")}</p>
      <p className={styles.first}>{t("workspace:search.help")}</p>
    </div>
  );
}
