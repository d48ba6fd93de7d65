import type { Point } from "../../core/geometry";

/** Draw from now on in the units of which `place` says where they lie, CSS px of the canvas. */
export function layAxes(
  ctx: CanvasRenderingContext2D,
  density: number,
  place: (x: number, y: number) => Point,
): void {
  const [origin, right, down] = [place(0, 0), place(1, 0), place(0, 1)];
  ctx.setTransform(
    (right.x - origin.x) * density,
    (right.y - origin.y) * density,
    (down.x - origin.x) * density,
    (down.y - origin.y) * density,
    origin.x * density,
    origin.y * density,
  );
}
