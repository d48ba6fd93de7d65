import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { ShapeRecord } from "../../core/records";
import { shapeOn } from "../../core/tracks";
import type { ShapeRegistry } from "../../editor/shapes/registry";
import type { Conflict } from "../../journal/status";
import { useSession } from "../hooks";
import styles from "./conflicts.module.css";
import { frameToCompare } from "./differences";

const WIDTH = 216;
const HEIGHT = 128;
const MARGIN = 0.25;

/** Both states over each other, on the picture where that is on screen. */
export function ConflictPicture({ conflict }: { conflict: Conflict }) {
  const { t } = useTranslation();
  const { editor } = useSession();
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const ctx = canvas.current?.getContext("2d");
    if (!ctx) return;
    const frame = frameToCompare(conflict.mine, conflict.theirs);
    const on = (side: "mine" | "theirs") => conflict[side] && shapeOn(conflict[side], frame);
    const picture = editor.frame === frame ? editor.image : null;
    draw({ ctx, shapes: editor.shapes }, picture, editor.size, on("mine"), on("theirs"));
  }, [conflict, editor]);
  return (
    <canvas
      ref={canvas}
      role="img"
      aria-label={t("conflicts:picture")}
      className={styles.picture}
      width={WIDTH * 2}
      height={HEIGHT * 2}
      style={{ width: WIDTH, height: HEIGHT }}
    />
  );
}

interface Pen {
  readonly ctx: CanvasRenderingContext2D;
  readonly shapes: ShapeRegistry;
}

function draw(
  pen: Pen,
  picture: CanvasImageSource | null,
  size: { width: number; height: number },
  mine: ShapeRecord | null,
  theirs: ShapeRecord | null,
): void {
  const { ctx } = pen;
  const { width, height } = ctx.canvas;
  ctx.setTransform(1, 0, 0, 1, 0, 0);
  ctx.clearRect(0, 0, width, height);
  const there = [mine, theirs].filter((shape) => shape !== null);
  if (there.length === 0) return;
  const boxes = there.map((shape) => pen.shapes.of(shape).bounds(shape));
  const left = Math.min(...boxes.map((box) => box.left));
  const top = Math.min(...boxes.map((box) => box.top));
  const right = Math.max(...boxes.map((box) => box.right));
  const bottom = Math.max(...boxes.map((box) => box.bottom));
  const grown = 1 + 2 * MARGIN;
  const scale = Math.min(
    width / Math.max(8, (right - left) * grown),
    height / Math.max(8, (bottom - top) * grown),
  );
  const x = width / 2 - (scale * (left + right)) / 2;
  const y = height / 2 - (scale * (top + bottom)) / 2;
  ctx.setTransform(scale, 0, 0, scale, x, y);
  if (picture) ctx.drawImage(picture, 0, 0, size.width, size.height);
  if (theirs) paint(pen, theirs, "--amber", scale, true);
  if (mine) paint(pen, mine, "--accent-text", scale, false);
}

function paint(
  { ctx, shapes }: Pen,
  shape: ShapeRecord,
  token: string,
  scale: number,
  dashed: boolean,
): void {
  const color = getComputedStyle(document.documentElement).getPropertyValue(token).trim();
  const style = { stroke: color, fill: color, fillOpacity: 0.2, width: 3, dashed };
  shapes.of(shape).draw(ctx, shape, { ...style, elementColor: () => color }, scale);
}
