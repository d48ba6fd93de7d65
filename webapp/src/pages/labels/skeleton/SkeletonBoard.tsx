import { type KeyboardEvent, type PointerEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { boardKey } from "./board-keys";
import { EdgeLine, Node } from "./drawing";
import type { ElementDraft, Place } from "./model";
import styles from "./skeleton.module.css";
import type { Board } from "./use-board";

interface SkeletonBoardProps {
  board: Board;
  /** Address of a picture to draw over. */
  picture: string | null;
}

/** The square on which points and edges of a skeleton are drawn, by pointer and by keyboard. */
export function SkeletonBoard({ board, picture }: SkeletonBoardProps) {
  const { t } = useTranslation();
  const frame = useRef<SVGSVGElement>(null);
  const [dragged, setDragged] = useState<(Place & { key: string }) | null>(null);
  const [pointer, setPointer] = useState<Place | null>(null);
  const { edges } = board.skeleton;
  const elements = board.skeleton.elements.map((one) =>
    one.key === dragged?.key ? { ...one, ...dragged } : one,
  );
  const at = new Map(elements.map((one) => [one.key, one]));

  const placeOf = (event: PointerEvent): Place => {
    const box = (frame.current as SVGSVGElement).getBoundingClientRect();
    return {
      x: ((event.clientX - box.left) / box.width) * 100,
      y: ((event.clientY - box.top) / box.height) * 100,
    };
  };
  const grab = (element: ElementDraft, event: PointerEvent) => {
    event.stopPropagation();
    board.choose({ element: element.key });
    if (board.mode === "edges") board.connect(element.key);
    else setDragged({ key: element.key, x: element.x, y: element.y });
  };
  const move = (event: PointerEvent) => {
    const place = placeOf(event);
    if (board.from) setPointer(place);
    if (!dragged) return;
    frame.current?.setPointerCapture(event.pointerId);
    setDragged({ ...dragged, ...place });
  };
  const drop = () => {
    const was = board.skeleton.elements.find(({ key }) => key === dragged?.key);
    if (dragged && was && (was.x !== dragged.x || was.y !== dragged.y)) {
      board.moveTo(dragged.key, { x: dragged.x, y: dragged.y });
    }
    setDragged(null);
  };
  const press = (event: PointerEvent) => {
    if (event.button !== 0) return;
    if (board.mode === "points" && !board.fixed) board.add(placeOf(event));
    else board.leave();
  };
  const keyed = (event: KeyboardEvent) => {
    if (!boardKey(board, event)) return;
    event.preventDefault();
    event.stopPropagation();
    // What had the focus may be gone; the keys still go to the board.
    if (event.key === "Delete" || event.key === "Backspace") frame.current?.focus();
  };

  return (
    <svg
      ref={frame}
      className={styles.board}
      data-mode={board.mode}
      data-fixed={board.fixed}
      data-testid="skeleton-board"
      viewBox="0 0 100 100"
      role="application"
      aria-label={t("labels:skeleton.board")}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: keys draw on the board
      tabIndex={0}
      onPointerDown={press}
      onPointerMove={move}
      onPointerUp={drop}
      onKeyDown={keyed}
    >
      {picture ? <image href={picture} width="100" height="100" opacity="0.7" /> : null}
      {edges.map((edge) => (
        <EdgeLine
          key={edge.join()}
          ends={edge.map((key) => at.get(key)) as [ElementDraft, ElementDraft]}
          chosen={board.chosen !== null && "edge" in board.chosen && board.chosen.edge === edge}
          onChoose={() => board.choose({ edge })}
        />
      ))}
      {board.from && pointer ? (
        <line
          className={styles.rubber}
          x1={at.get(board.from)?.x}
          y1={at.get(board.from)?.y}
          x2={pointer.x}
          y2={pointer.y}
        />
      ) : null}
      {elements.map((element, place) => (
        <Node
          key={element.key}
          element={element}
          number={place + 1}
          begins={board.from === element.key}
          onChoose={() => board.choose({ element: element.key })}
          onGrab={(event) => grab(element, event)}
        />
      ))}
    </svg>
  );
}
