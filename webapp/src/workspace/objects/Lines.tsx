import { measureElement, useVirtualizer } from "@tanstack/react-virtual";
import { type ReactNode, useEffect, useRef } from "react";
import { useSelected } from "../hooks";
import type { ListGroup, ListLine } from "./arrange";
import type { ListedObject } from "./listed";
import styles from "./objects.module.css";

const ROW = 32;

interface LinesProps {
  lines: readonly ListLine[];
  head(group: ListGroup): ReactNode;
  row(object: ListedObject): ReactNode;
}

/** A list of which only the lines in sight exist; the selected object is brought into sight. */
export function Lines({ lines, head, row: rowOf }: LinesProps) {
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
              {line.kind === "group" ? head(line) : rowOf(line.object)}
            </li>
          ) : null;
        })}
      </ul>
    </div>
  );
}
