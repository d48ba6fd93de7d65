import type { PointerEvent } from "react";
import { useTranslation } from "react-i18next";
import type { ElementDraft } from "./model";
import styles from "./skeleton.module.css";

interface NodeProps {
  element: ElementDraft;
  number: number;
  /** Whether an edge is being made from here. */
  begins: boolean;
  onChoose: () => void;
  onGrab: (event: PointerEvent) => void;
}

/** A point of the skeleton, with its number in the list. */
export function Node({ element, number, begins, onChoose, onGrab }: NodeProps) {
  const { t } = useTranslation();
  const { name, x, y, color } = element;
  const doings = {
    role: "button",
    tabIndex: 0,
    "aria-label": t("labels:skeleton.point", { name, x: Math.round(x), y: Math.round(y) }),
    "aria-pressed": begins,
    onFocus: onChoose,
    onPointerDown: onGrab,
  };
  return (
    <g className={styles.node} {...doings}>
      <circle className={styles.hit} cx={x} cy={y} r="3.4" />
      <circle className={styles.dot} cx={x} cy={y} r={begins ? 2.4 : 1.8} fill={color} />
      <text x={x + 2.6} y={y - 2.2}>
        {number}
      </text>
    </g>
  );
}

interface EdgeLineProps {
  ends: readonly [ElementDraft, ElementDraft];
  chosen: boolean;
  onChoose: () => void;
}

/** An edge between two points. */
export function EdgeLine({ ends: [a, b], chosen, onChoose }: EdgeLineProps) {
  const { t } = useTranslation();
  const line = { x1: a.x, y1: a.y, x2: b.x, y2: b.y };
  const doings = {
    role: "button",
    tabIndex: 0,
    "aria-label": t("labels:skeleton.edge", { from: a.name, to: b.name }),
    "aria-pressed": chosen,
    onFocus: onChoose,
    onPointerDown: (event: PointerEvent) => event.stopPropagation(),
  };
  return (
    <g className={styles.edge} {...doings}>
      <line className={styles.hit} {...line} />
      <line className={styles.line} {...line} />
    </g>
  );
}
