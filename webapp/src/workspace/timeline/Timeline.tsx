import { useVirtualizer } from "@tanstack/react-virtual";
import { ChevronDown, ZoomIn, ZoomOut } from "lucide-react";
import { type PointerEvent, useMemo, useRef, useState, type WheelEvent } from "react";
import { useTranslation } from "react-i18next";
import { actions } from "../../actions";
import { IconButton } from "../../ui";
import { Buffered } from "../Buffered";
import { Chrome } from "../Chrome";
import { RemovedFrames } from "../FrameBars";
import { usePlayer, useSelected, useSession, useSource } from "../hooks";
import { useLayout } from "../layout-state";
import { type TimelineRow, timelineRows } from "./rows";
import styles from "./timeline.module.css";

const ROW = 24;
const MOST_ZOOM = 64;
/** What a row has beside its lane, CSS px: the head, and a margin on both sides. */
const BESIDE_LANES = 152 + 2 * 12;

/** All tracks of the job over its frames: where each is, its keyframes, and where it is out of sight. */
export function Timeline() {
  const { t } = useTranslation();
  const { editor, pictures } = useSession();
  const { timelineFolded } = useLayout();
  const records = useSource(editor.store, () => editor.store.all());
  const { last } = pictures.range;
  const rows = useMemo(() => timelineRows(records, last), [records, last]);
  const [zoom, setZoom] = useState(1);
  if (timelineFolded || rows.length === 0 || pictures.numbers.length < 2) return null;
  const zoomBy = (factor: number) =>
    setZoom((before) => Math.min(MOST_ZOOM, Math.max(1, before * factor)));
  const wheel = (event: WheelEvent) => {
    if (event.ctrlKey) zoomBy(1.2 ** -Math.sign(event.deltaY));
  };
  return (
    <Chrome
      as="div"
      role="region"
      className={styles.timeline}
      aria-label={t("workspace:timeline.name")}
    >
      <div className={styles.bar}>
        <span className={styles.title}>
          {t("workspace:timeline.tracks", { count: rows.length })}
        </span>
        <IconButton
          icon={<ZoomOut size={14} />}
          label={t("workspace:timeline.zoomOut")}
          className={styles.small as string}
          disabled={zoom === 1}
          onClick={() => zoomBy(1 / 1.5)}
        />
        <IconButton
          icon={<ZoomIn size={14} />}
          label={t("workspace:timeline.zoomIn")}
          className={styles.small as string}
          onClick={() => zoomBy(1.5)}
        />
        <IconButton
          icon={<ChevronDown size={14} />}
          label={t("workspace:actions.toggle-timeline")}
          className={styles.small as string}
          onClick={() => actions.run("workspace.toggle-timeline")}
        />
      </div>
      <Rows rows={rows} zoom={zoom} onWheel={wheel} />
    </Chrome>
  );
}

interface RowsProps {
  rows: readonly TimelineRow[];
  zoom: number;
  onWheel: (event: WheelEvent) => void;
}

function Rows({ rows, zoom, onWheel }: RowsProps) {
  const { t } = useTranslation();
  const scroller = useRef<HTMLDivElement>(null);
  const shown = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    getItemKey: (index) => rows[index]?.id ?? index,
    overscan: 4,
  });
  const width = `calc(${zoom * 100}% - ${BESIDE_LANES}px)`;
  return (
    <section
      ref={scroller}
      className={styles.scroller}
      onWheel={onWheel}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: so that the keyboard can scroll it
      tabIndex={0}
      aria-label={t("workspace:timeline.rows")}
    >
      <Buffered className={styles.buffered} style={{ width }} />
      <RemovedFrames className={styles.removed} style={{ width }} />
      <ul className={styles.rows} style={{ height: shown.getTotalSize(), width: `${zoom * 100}%` }}>
        {shown.getVirtualItems().map(({ key, index, start }) => {
          const row = rows[index];
          return row ? (
            <li key={key} className={styles.row} style={{ transform: `translateY(${start}px)` }}>
              <Row row={row} />
            </li>
          ) : null;
        })}
      </ul>
    </section>
  );
}

function Row({ row }: { row: TimelineRow }) {
  const { t } = useTranslation();
  const { editor } = useSession();
  const selected = useSelected().has(row.id);
  const number = editor.store.numberOf(row.id);
  const color = editor.colorOfLabel(row.labelId);
  return (
    <div className={styles.line} data-selected={selected}>
      <button
        type="button"
        className={styles.head}
        aria-pressed={selected}
        title={t("workspace:selectObject", { number })}
        onClick={() => editor.selection.set([row.id])}
      >
        <span className={styles.swatch} style={{ background: color }} />
        <span className={styles.number}>{number}</span>
        <span className={styles.name}>{editor.label(row.labelId)?.name}</span>
      </button>
      <Lane row={row} color={color} />
    </div>
  );
}

/** Where a track is; a click goes there, and a keyframe may be dragged to another frame. */
function Lane({ row, color }: { row: TimelineRow; color: string }) {
  const { editor, player, pictures } = useSession();
  const { wanted } = usePlayer();
  const { first, last } = pictures.range;
  const count = last - first + 1;
  const [moving, setMoving] = useState<{ from: number; to: number } | null>(null);
  const percent = (frames: number) => `${(frames / count) * 100}%`;
  const frameAt = (event: PointerEvent) => {
    const box = event.currentTarget.getBoundingClientRect();
    const share = (event.clientX - box.left) / Math.max(1, box.width);
    return Math.min(last, Math.max(first, first + Math.floor(share * count)));
  };
  const press = (event: PointerEvent) => {
    if (event.button !== 0) return;
    const from = Number((event.target as HTMLElement).dataset.keyframe ?? Number.NaN);
    if (Number.isNaN(from) || !editor.isEditable(row.id)) player.goTo(frameAt(event));
    else {
      event.currentTarget.setPointerCapture(event.pointerId);
      setMoving({ from, to: from });
    }
  };
  const release = () => {
    if (!moving) return;
    setMoving(null);
    if (moving.from === moving.to) player.goTo(moving.to);
    else editor.operations.moveKeyframe(row.id, moving.from, moving.to);
  };
  return (
    <div
      className={styles.lane}
      onPointerDown={press}
      onPointerMove={(event) => moving && setMoving({ ...moving, to: frameAt(event) })}
      onPointerUp={release}
      onPointerCancel={() => setMoving(null)}
    >
      {row.spans.map(({ from, to, outside }) => (
        <span
          key={from}
          className={styles.span}
          data-outside={outside}
          style={{
            left: percent(from - first),
            width: percent(to - from + 1),
            borderColor: color,
            ...(outside ? {} : { background: color }),
          }}
        />
      ))}
      <span className={styles.now} style={{ left: percent(wanted - first), width: percent(1) }} />
      {row.keyframes.map((frame) => {
        const shown = moving?.from === frame ? moving.to : frame;
        return (
          <span
            key={frame}
            className={styles.keyframe}
            data-keyframe={frame}
            style={{ left: percent(shown - first + 0.5) }}
          />
        );
      })}
    </div>
  );
}
