import { ChevronDown, ChevronRight } from "lucide-react";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useFlagsVersion, useFrameRecords, useSession, useShownFrame } from "../hooks";
import { arranged, type Grouping, type ListGroup, type ListLine } from "./arrange";
import { Lines } from "./Lines";
import { useObjectList } from "./list-state";
import { type ListedObject, listedObjects } from "./listed";
import { ObjectRow } from "./ObjectRow";
import { ObjectsHead } from "./ObjectsHead";
import styles from "./objects.module.css";
import { hidingQuery, matching } from "./searching";

/** Everything on the frame, one row each; only rows in sight exist. */
export function ObjectsPanel() {
  const { grouping, query, building } = useObjectList();
  const lines = useLines(grouping);
  const none = useFrameRecords().length === 0;
  if (none && query === "" && !building) return <NoObjects />;
  return (
    <>
      <ObjectsHead />
      {lines.length === 0 ? (
        <None empty={none} />
      ) : (
        <Lines lines={lines} head={(group) => <GroupHead group={group} />} row={row} />
      )}
    </>
  );
}

const row = (object: ListedObject) => <ObjectRow object={object} />;

/** What is listed: found, grouped and in order. */
export function useLines(grouping: Grouping): readonly ListLine[] {
  const { editor } = useSession();
  const frame = useShownFrame();
  const records = useFrameRecords();
  const flags = useFlagsVersion();
  const { order, folded } = useObjectList();
  const query = useObjectList(hidingQuery);
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

function GroupHead({ group }: { group: ListGroup }) {
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

/** What is said where the frame has nothing. */
export function NoObjects() {
  const { t } = useTranslation();
  const { editor } = useSession();
  return (
    <div className={styles.empty}>
      <p>{t("workspace:noObjects")}</p>
      {editor.readOnly ? null : <p className={styles.first}>{t("workspace:firstObject")}</p>}
    </div>
  );
}

function None({ empty }: { empty: boolean }) {
  return empty ? <NoObjects /> : <NoneFound />;
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
