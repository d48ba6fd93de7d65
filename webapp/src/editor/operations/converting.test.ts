import { expect, test } from "vitest";
import { boxAround, polygonArea, toPoints } from "../../core/geometry";
import { MaskPaint } from "../../core/mask-paint";
import {
  type AnnotationRecord,
  newShape,
  type ShapeRecord,
  type ShapeType,
} from "../../core/records";
import { maskArea } from "../../core/rle";
import { type BulkAction, concerns, replaced, together } from "./bulk";
import { CONVERTIBLE, type Convertible, converted } from "./converting";

const PICTURE = { width: 100, height: 100 };
const shape = (type: ShapeType, points: readonly number[]): ShapeRecord => ({
  ...newShape({ type, frame: 0, labelId: 1, points: [...points] }),
  serverId: 5,
});
const box = shape("rectangle", [10, 20, 50, 40]);
const to = (of: ShapeRecord, type: Convertible) => converted(of, type, PICTURE);

test("a rectangle becomes a polygon of its corners, turned as it was", () => {
  const [polygon] = to({ ...box, rotation: 90 }, "polygon");
  expect(polygon).toMatchObject({ type: "polygon", rotation: 0, labelId: 1, serverId: null });
  expect(polygon?.id).not.toBe(box.id);
  expect(boxAround(polygon?.points ?? [])).toEqual({ left: 20, top: 10, right: 40, bottom: 50 });
});

test("masks and outlines become one another with the area they had", () => {
  const [mask] = to(box, "mask");
  expect(maskArea(mask?.points ?? [])).toBe(800);
  const [polygon] = to(shape("mask", mask?.points ?? []), "polygon");
  expect(polygonArea(toPoints(polygon?.points ?? []))).toBe(800);
  const [ellipse] = to(box, "ellipse");
  const [round] = to(shape("ellipse", ellipse?.points ?? []), "polygon");
  expect(polygonArea(toPoints(round?.points ?? []))).toBeCloseTo(Math.PI * 20 * 10, -1);
});

test("a mask of two parts becomes two polygons", () => {
  const paint = new MaskPaint(PICTURE);
  for (const x of [10, 40])
    paint.stroke({ x, y: 30 }, { x, y: 50 }, { form: "square", size: 8 }, true);
  expect(to(shape("mask", paint.encode() ?? []), "polygon")).toHaveLength(2);
});

test("whatever becomes a type can be converted on", () => {
  for (const type of CONVERTIBLE)
    for (const next of CONVERTIBLE) {
      const [first] = to(box, type);
      const made = to(shape(type, first?.points ?? []), next);
      expect(made.length, `${type} ${next}`).toBeGreaterThan(0);
    }
});

const many = (records: readonly AnnotationRecord[], action: BulkAction) =>
  together(
    records.map((record) =>
      replaced(record, action, { pictureOf: () => PICTURE, label: () => undefined }),
    ),
  );
const polygon = shape("polygon", [0, 0, 5, 0, 5, 5]);

test("what cannot be converted stays, the rest is replaced", () => {
  const cuboid = shape(
    "cuboid",
    Array.from({ length: 16 }, (_, n) => n),
  );
  const speck = shape("mask", [0, 1, 0, 0, 0, 0]);
  const all = [cuboid, box, polygon];
  const { put, gone } = many(all, { kind: "convert", to: "polygon" });
  expect(gone).toEqual([box.id]);
  expect(put).toMatchObject([{ type: "polygon", frame: 0 }]);
  expect(many([speck], { kind: "convert", to: "points" }).gone).toEqual([speck.id]);
});

test("many are relabelled where the label allows their type, or removed", () => {
  const label = { id: 2, name: "bus", type: "polygon" as const };
  expect(many([box, polygon], { kind: "label", label })).toMatchObject({
    put: [{ id: polygon.id, labelId: 2 }],
    gone: [],
  });
  expect(concerns({ kind: "label", label }, box)).toBe(false);
  expect(many([box, polygon], { kind: "remove" }).gone).toEqual([box.id, polygon.id]);
});
