import { measureElement, useVirtualizer } from "@tanstack/react-virtual";
import { Eye, EyeOff, Lock, LockOpen } from "lucide-react";
import { useEffect, useMemo, useRef } from "react";
import { useTranslation } from "react-i18next";
import { actions } from "../actions";
import { IconButton } from "../ui";
import {
  useFlagsVersion,
  useFrameRecords,
  useKeysOf,
  useSelected,
  useSession,
  useShownFrame,
} from "./hooks";
import { ObjectRow } from "./ObjectRow";
import { listedObjects } from "./objects";
import styles from "./objects.module.css";

const ROW = 32;

/** Everything on the frame, one row each; only rows in sight exist. */
export function ObjectsPanel() {
  const { t } = useTranslation();
  const { editor } = useSession();
  const frame = useShownFrame();
  const records = useFrameRecords();
  const objects = useMemo(() => listedObjects(records, frame), [records, frame]);
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: objects.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    getItemKey: (index) => objects[index]?.record.id ?? index,
    overscan: 8,
    // All rows but an opened one are as high as expected: asking the browser would lay out the page.
    measureElement: (element, entry, instance) =>
      entry || element.querySelector("[data-selected=true]")
        ? measureElement(element, entry, instance)
        : ROW,
  });

  const only = [...useSelected()].at(-1);
  const { scrollToIndex } = rows;
  useEffect(() => {
    const index = objects.findIndex(({ record }) => record.id === only);
    if (index >= 0) scrollToIndex(index, { align: "auto" });
  }, [only, objects, scrollToIndex]);

  if (objects.length === 0) {
    return (
      <div className={styles.empty}>
        <p>{t("workspace:noObjects")}</p>
        {editor.readOnly ? null : <p className={styles.first}>{t("workspace:firstObject")}</p>}
      </div>
    );
  }
  return (
    <>
      <AllObjects />
      <div ref={scroller} className={styles.scroller} data-testid="objects">
        <ul className={styles.list} style={{ height: rows.getTotalSize() }}>
          {rows.getVirtualItems().map((row) => {
            const object = objects[row.index];
            return object ? (
              <li
                // By place, not by object: another frame changes what rows say, not the rows.
                key={row.index}
                ref={rows.measureElement}
                data-index={row.index}
                className={styles.item}
                style={{ transform: `translateY(${row.start}px)` }}
              >
                <ObjectRow object={object} />
              </li>
            ) : null;
          })}
        </ul>
      </div>
    </>
  );
}

/** Lock or hide everything on the frame. */
function AllObjects() {
  const { t } = useTranslation();
  const { editor } = useSession();
  const records = useFrameRecords();
  useFlagsVersion();
  const allHidden = records.every(({ id }) => editor.flags.is("hidden", id));
  const allLocked = records.every(({ id }) => editor.flags.is("locked", id));
  const hideKeys = useKeysOf("editor.toggle-all-hidden");
  const lockKeys = useKeysOf("editor.toggle-all-locked");
  return (
    <div className={styles.all}>
      <span className={styles.allText}>{t("workspace:allObjects")}</span>
      <IconButton
        icon={allLocked ? <Lock size={15} /> : <LockOpen size={15} />}
        label={t(allLocked ? "workspace:unlockAll" : "workspace:lockAll")}
        keys={lockKeys}
        pressed={allLocked}
        className={styles.small as string}
        onClick={() => actions.run("editor.toggle-all-locked")}
      />
      <IconButton
        icon={allHidden ? <EyeOff size={15} /> : <Eye size={15} />}
        label={t(allHidden ? "workspace:showAll" : "workspace:hideAll")}
        keys={hideKeys}
        pressed={allHidden}
        className={styles.small as string}
        onClick={() => actions.run("editor.toggle-all-hidden")}
      />
    </div>
  );
}
