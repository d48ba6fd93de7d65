import { type Point, toFlat, toPoints } from "../../core/geometry";
import { slicePolygon } from "../../core/geometry/polygons";
import { sliceMask } from "../../core/mask-slice";
import { newRecordId, type ShapeRecord } from "../../core/records";
import { forgetServerIds } from "../../core/server-ids";

/** The two parts of a polygon or mask on either side of the knife, or `null` when it is not cut through. */
export function sliceShape(
  shape: ShapeRecord,
  knife: readonly Point[],
): [ShapeRecord, ShapeRecord] | null {
  const parts =
    shape.type === "mask"
      ? sliceMask(shape.points, knife)
      : slicePolygon(toPoints(shape.points), knife)?.map(toFlat);
  const [one, other] = parts ?? [];
  if (!one || !other) return null;
  const part = (points: readonly number[]): ShapeRecord => ({
    ...forgetServerIds(shape),
    id: newRecordId(),
    points,
    source: "manual",
  });
  return [part(one), part(other)];
}
