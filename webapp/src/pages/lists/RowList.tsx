import { useVirtualizer } from "@tanstack/react-virtual";
import { type ReactNode, useLayoutEffect, useMemo, useRef, useState } from "react";
import styles from "./lists.module.css";
import { type Place, PlaceContext } from "./Rows";

/** So many rows are simply there: the browser's own search finds all of them. */
const FEW = 50;
/** Height of most rows, CSS px. */
const ROW = 65;
/** Rows beyond each edge of the screen; Tab leads into them, and so on to those that follow. */
const BEYOND = 8;

interface RowListProps<T> {
  items: readonly T[];
  row: (item: T) => ReactNode;
  /** How they are laid out, where it is not one below the other. */
  className?: string | undefined;
}

/** Rows one below the other; of many only those near the screen exist. */
export function RowList<T>({ items, row, className }: RowListProps<T>) {
  if (items.length <= FEW) return <ul className={className ?? styles.rows}>{items.map(row)}</ul>;
  if (className) return <CardsInSight items={items} row={row} className={className} />;
  return <RowsInSight items={items} row={row} />;
}

function RowsInSight<T>({ items, row }: RowListProps<T>) {
  const list = useRef<HTMLUListElement>(null);
  const [above, setAbove] = useState(0);
  const places = useMemo(
    () => items.map((_, n): Place => ({ "aria-posinset": n + 1, "aria-setsize": items.length })),
    [items],
  );
  const rows = useVirtualizer({
    count: items.length,
    getScrollElement: () => list.current?.closest("main") ?? null,
    estimateSize: () => ROW,
    overscan: BEYOND,
    scrollMargin: above,
  });
  const shown = rows.getVirtualItems();
  // biome-ignore lint/correctness/useExhaustiveDependencies: other rows come under another head
  useLayoutEffect(() => setAbove(heightAbove(list.current)), [items]);
  useLayoutEffect(() => {
    shown.forEach(({ index }, place) => {
      const element = list.current?.children[place];
      // The first that is there has no line above it.
      if (place > 0 && element instanceof HTMLElement) rows.resizeItem(index, element.offsetHeight);
    });
  });
  const [start, end] = [shown[0]?.start ?? above, shown.at(-1)?.end ?? above];
  return (
    <ul
      ref={list}
      className={styles.rows}
      style={{ paddingTop: start - above, paddingBottom: rows.getTotalSize() - (end - above) }}
    >
      {shown.map(({ index }) => (
        <PlaceContext key={index} value={places[index] ?? null}>
          {row(items[index] as T)}
        </PlaceContext>
      ))}
    </ul>
  );
}

/** Cards side by side, as the grid of `className` lays them out; all are of one height. */
function CardsInSight<T>({ items, row, className }: RowListProps<T>) {
  const list = useRef<HTMLUListElement>(null);
  const [{ across, high, above, gap }, setGrid] = useState({ ...firstGrid });
  const lines = useVirtualizer({
    count: Math.ceil(items.length / across),
    getScrollElement: () => list.current?.closest("main") ?? null,
    estimateSize: () => high,
    gap,
    overscan: 2,
    scrollMargin: above,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: lines of another height are elsewhere
  useLayoutEffect(() => lines.measure(), [high, gap]);
  const shown = lines.getVirtualItems();
  const there = shown.length > 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: other cards come under another head
  useLayoutEffect(() => {
    const element = list.current;
    if (!element) return;
    const measure = () => setGrid(gridOf(element));
    measure();
    const watch = new ResizeObserver(measure);
    watch.observe(element);
    return () => watch.disconnect();
  }, [items, there]);
  const [start, end] = [shown[0]?.start ?? above, shown.at(-1)?.end ?? above];
  const inSight = shown
    .flatMap(({ index }) => Array.from({ length: across }, (_, n) => index * across + n))
    .filter((index) => index < items.length);
  return (
    <ul
      ref={list}
      className={className}
      style={{ paddingTop: start - above, paddingBottom: lines.getTotalSize() - (end - above) }}
    >
      {inSight.map((index) => (
        <PlaceContext
          key={index}
          value={{ "aria-posinset": index + 1, "aria-setsize": items.length }}
        >
          {row(items[index] as T)}
        </PlaceContext>
      ))}
    </ul>
  );
}

/** Before anything is laid out, CSS px. */
const firstGrid = { across: 4, high: 205, above: 0, gap: 16 };

/** How the browser lays out the cards that are there. */
function gridOf(list: HTMLElement): typeof firstGrid {
  const { gridTemplateColumns, rowGap } = getComputedStyle(list);
  return {
    across: gridTemplateColumns.split(" ").filter((one) => one.endsWith("px")).length || 4,
    high: (list.firstElementChild as HTMLElement | null)?.offsetHeight || firstGrid.high,
    above: heightAbove(list),
    gap: Number.parseFloat(rowGap) || firstGrid.gap,
  };
}

/** What the page scrolls by until the list begins, CSS px. */
function heightAbove(list: HTMLElement | null): number {
  const page = list?.closest("main");
  if (!list || !page) return 0;
  return list.getBoundingClientRect().top - page.getBoundingClientRect().top + page.scrollTop;
}
