import { useEffect, useRef } from "react";
import type { ShapeRecord } from "../../core/records";
import type { Editor } from "../../editor";
import { layAxes } from "../../editor/layers/axes";
import type { Style } from "../../editor/shapes/shape-util";
import { useSession, useSource } from "../hooks";
import type { GroundTruth } from "./ground-truth";
import styles from "./review.module.css";

/** What is known to be true on the frame, dashed over the work. */
export function GroundTruthLayer() {
  const { groundTruth } = useSession();
  const shown = useSource(groundTruth, () => groundTruth.shown);
  return shown ? <Truth /> : null;
}

function Truth() {
  const { editor, groundTruth } = useSession();
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    let asked = 0;
    const follow = () => {
      cancelAnimationFrame(asked);
      asked = requestAnimationFrame(() => {
        if (canvas.current) draw(canvas.current, editor, groundTruth);
      });
    };
    const sources = [editor.viewport, editor.settingsChanged, groundTruth];
    const ends = sources.map((source) => source.subscribe(follow));
    follow();
    return () => {
      cancelAnimationFrame(asked);
      for (const end of ends) end();
    };
  }, [editor, groundTruth]);
  return <canvas ref={canvas} className={styles.truth} aria-hidden data-testid="ground-truth" />;
}

/** CSS px. */
const OUTLINE = 2;

function draw(canvas: HTMLCanvasElement, editor: Editor, groundTruth: GroundTruth): void {
  const { container, view } = editor.viewport;
  const density = window.devicePixelRatio;
  canvas.width = Math.round(container.width * density);
  canvas.height = Math.round(container.height * density);
  const ctx = canvas.getContext("2d");
  if (!ctx) return;
  layAxes(ctx, density, (x, y) => editor.toScreen(x, y));
  for (const shape of groundTruth.on(editor.frame))
    for (const style of stylesOf(editor, shape))
      editor.shapes.of(shape).draw(ctx, shape, style, view.scale);
}

/** Dashed over a dark line, to be told from the work and from issues. */
function stylesOf(editor: Editor, { labelId }: ShapeRecord): Style[] {
  const color = editor.colorOfLabel(labelId);
  const common = {
    fillOpacity: 0,
    fill: color,
    elementColor: (id: number) => editor.colorOfLabel(id),
  };
  return [
    { ...common, stroke: "rgb(0 0 0 / 65%)", width: 2 * OUTLINE, dashed: false },
    { ...common, stroke: color, width: OUTLINE, dashed: true },
  ];
}
