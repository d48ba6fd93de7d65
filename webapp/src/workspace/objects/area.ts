import { polygonArea, toPoints } from "../../core/geometry";
import type { ShapeRecord } from "../../core/records";
import { maskArea } from "../../core/rle";

/** What a shape covers, px²; `null` for what covers no area of its own. */
export function areaOf({ type, points }: Pick<ShapeRecord, "type" | "points">): number | null {
  const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = points;
  switch (type) {
    case "rectangle":
      return Math.abs((x2 - x1) * (y2 - y1));
    case "ellipse":
      return Math.PI * Math.abs((x2 - x1) * (y2 - y1));
    case "polygon":
      return polygonArea(toPoints(points));
    case "mask":
      return maskArea(points);
    default:
      return null;
  }
}
