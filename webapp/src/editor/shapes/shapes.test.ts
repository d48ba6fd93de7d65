import { describe, expect, test } from "vitest";
import { distanceToFlat, toPoints } from "../../core/geometry";
import { newShape, type ShapeRecord, type ShapeType } from "../../core/records";
import { encodeMask } from "../../core/rle";
import { allShapes } from "./all-shapes";
import { cuboidPoints, inPerspective, projections } from "./cuboid";
import { tracePath } from "./path";
import { ShapeRegistry } from "./registry";
import type { PathSink } from "./shape-util";

const registry: ShapeRegistry = allShapes(() => [[31, 32]]);
const LIMITS = { left: 0, top: 0, right: 400, bottom: 300 };
const NO_KEYS = { shift: false, alt: false, ctrl: false, space: false };

function shape(type: ShapeType, points: number[], more: Partial<ShapeRecord> = {}): ShapeRecord {
  return newShape({ type, points, frame: 0, labelId: 1, ...more });
}

const hit = (of: ShapeRecord, x: number, y: number, tolerance = 3) =>
  registry.of(of).hit(of, { x, y }, tolerance);

const joint = (labelId: number, x: number, y: number, more: Partial<ShapeRecord> = {}) =>
  shape("points", [x, y], { labelId, ...more });

const SKELETON = shape("skeleton", [], { elements: [joint(31, 100, 100), joint(32, 140, 180)] });
const MASK = shape(
  "mask",
  encodeMask({ left: 50, top: 60, width: 3, height: 2, bits: Uint8Array.of(1, 1, 1, 1, 0, 1) }) ??
    [],
);

describe("hits", () => {
  test("a turned rectangle is hit where it is drawn", () => {
    const bar = shape("rectangle", [0, 90, 200, 110], { rotation: 90 });
    expect(hit(bar, 100, 20)).toBe(10);
    expect(hit(bar, 20, 100)).toBeNull();
  });

  test("an ellipse is hit inside its rim and not in the corners of its box", () => {
    const ellipse = shape("ellipse", [100, 100, 180, 60]);
    expect(hit(ellipse, 100, 100)).toBe(40);
    expect(hit(ellipse, 180, 100)).toBeCloseTo(0);
    expect(hit(ellipse, 170, 70)).toBeNull();
  });

  test("a polygon is hit inside, a polyline only beside its line", () => {
    const points = [0, 0, 100, 0, 100, 100];
    expect(hit(shape("polygon", points), 80, 40)).toBe(20);
    expect(hit(shape("polyline", points), 80, 40)).toBeNull();
    expect(hit(shape("polyline", points), 98, 40)).toBe(2);
  });

  test("points are hit near any of them", () => {
    expect(hit(shape("points", [10, 10, 50, 50]), 51, 50)).toBe(1);
    expect(hit(shape("points", [10, 10, 50, 50]), 30, 30)).toBeNull();
  });

  test("a mask is hit on its pixels, not in its holes", () => {
    expect(hit(MASK, 50.5, 61.5)).not.toBeNull();
    expect(hit(MASK, 51.5, 61.5)).toBeNull();
  });

  test("a cuboid is hit on any of its faces", () => {
    const front = [100, 100, 100, 150, 200, 100, 200, 150];
    const back = [220, 80, 220, 130, 120, 80, 120, 130];
    const cuboid = shape("cuboid", [...front, ...back]);
    expect(hit(cuboid, 210, 110)).not.toBeNull();
    expect(hit(cuboid, 105, 83)).toBeNull();
  });

  test("a skeleton is hit within the box of its joints", () => {
    expect(hit(SKELETON, 120, 140)).not.toBeNull();
    expect(hit(SKELETON, 141, 181)).not.toBeNull();
    expect(hit(SKELETON, 160, 140)).toBeNull();
  });
});

describe("bounds", () => {
  test("are those of the shape as drawn", () => {
    const turned = shape("rectangle", [0, 190, 200, 210], { rotation: 90 });
    const { left, top, right, bottom } = registry.of(turned).bounds(turned);
    expect([left, top, right, bottom].map(Math.round)).toEqual([90, 100, 110, 300]);
  });

  test("of a skeleton leave out joints out of sight", () => {
    const hidden = joint(33, 390, 290, { outside: true });
    const skeleton = { ...SKELETON, elements: [...SKELETON.elements, hidden] };
    expect(registry.of(skeleton).bounds(skeleton)).toEqual({
      left: 100,
      top: 100,
      right: 140,
      bottom: 180,
    });
  });
});

describe("moving", () => {
  test.each<[ShapeType, number[], number[]]>([
    ["ellipse", [100, 100, 180, 60], [80, 40, 160, 0]],
    ["points", [10, 10, 50, 150], [0, 0, 40, 140]],
    ["polygon", [10, 10, 50, 150, 30, 200], [0, 0, 40, 140, 20, 190]],
  ])("%s: stays within the picture", (type, points, expected) => {
    const start = shape(type, points);
    const moved = registry.of(start).move(start, { x: -20, y: -900 }, LIMITS);
    expect(moved.points).toEqual(expected);
  });

  test("a mask goes by whole pixels", () => {
    const moved = registry.of(MASK).move(MASK, { x: 1.6, y: -900 }, LIMITS);
    expect(moved.points.slice(-4)).toEqual([52, 0, 54, 1]);
  });

  test("a skeleton takes its joints along and they keep their distance", () => {
    const moved = registry.of(SKELETON).move(SKELETON, { x: -900, y: 10 }, LIMITS);
    expect(moved.elements.map((each) => each.points)).toEqual([
      [0, 110],
      [40, 190],
    ]);
  });
});

describe("skeleton handles", () => {
  const handles = registry.of(SKELETON).handles(SKELETON, 1);
  const drag = (id: string, x: number, y: number) => {
    const handle = handles.find((each) => each.id === id);
    if (!handle) throw new Error(`no handle ${id}`);
    const at = { x, y };
    const dragged = registry
      .of(SKELETON)
      .dragHandle({ shape: SKELETON, handle, at, limits: LIMITS, modifiers: NO_KEYS });
    return dragged.elements.map((each) => each.points);
  };

  test("a joint moves alone", () => {
    expect(drag(SKELETON.elements[1]?.id ?? "", 150, 170)).toEqual([
      [100, 100],
      [150, 170],
    ]);
  });

  test("a corner spreads the joints", () => {
    expect(drag("se", 180, 260)).toEqual([
      [100, 100],
      [180, 260],
    ]);
  });
});

test("handles keep their distance on screen at any zoom", () => {
  const box = shape("rectangle", [100, 100, 200, 160]);
  const away = (scale: number) => {
    const grips = registry.of(box).handles(box, scale);
    return (100 - (grips.find((grip) => grip.role === "rotate")?.at.y ?? 0)) * scale;
  };
  expect(away(0.25)).toBeCloseTo(away(8));
});

test("short sides of a polygon offer no new vertex", () => {
  const polygon = shape("polygon", [0, 0, 100, 0, 100, 5]);
  const midpoints = (scale: number) =>
    registry
      .of(polygon)
      .handles(polygon, scale)
      .filter((handle) => handle.role === "midpoint").length;
  expect(midpoints(1)).toBe(2);
  expect(midpoints(10)).toBe(3);
});

test("an unknown type is named", () => {
  expect(() => new ShapeRegistry([]).of(SKELETON)).toThrow("no shape util for skeleton");
});

describe("a traced path", () => {
  function traced(flat: number[]): number[] {
    const points: number[] = [];
    const add = (x: number, y: number) => points.push(x, y);
    const path = { moveTo: add, lineTo: add, closePath() {} } as unknown as PathSink;
    tracePath(path, flat, 1, true);
    return points;
  }

  test("leaves out points that nobody would miss, and none that is away from the line", () => {
    const circle = Array.from({ length: 400 }, (_, i) => {
      const angle = (i / 200) * Math.PI;
      return [50 + 20 * Math.cos(angle), 50 + 20 * Math.sin(angle)];
    }).flat();
    const drawn = traced(circle);
    expect(drawn.length).toBeLessThan(circle.length / 5);
    for (const point of toPoints(circle))
      expect(distanceToFlat(point, drawn, true)).toBeLessThan(0.5);
  });

  test("keeps corners and spikes, also those that come back the same way", () => {
    const flat = [0, 0, 10, 0, 10, 10, 10, 0, 20, 0, 20, 20];
    expect(traced(flat)).toEqual(flat);
  });
});

describe("the depth of a cuboid, prolonged", () => {
  const ends = (points: number[]) => projections(points).map(([, end]) => end);

  test("meets in one point behind a back that is smaller", () => {
    const back = inPerspective([0, 0, 0, 100, 100, 0, 100, 100, 140, 10, 140, 60, 0, 0, 0, 0]);
    for (const end of ends(back)) {
      expect(end.x).toBeCloseTo(180);
      expect(end.y).toBeCloseTo(20);
    }
  });

  test("runs on side by side where back and front are alike", () => {
    const [leftTop, , rightTop] = ends(
      cuboidPoints({ left: 0, top: 100, right: 100, bottom: 200 }),
    );
    expect(rightTop).toEqual({ x: 300, y: -100 });
    expect(leftTop).toEqual({ x: 200, y: -100 });
  });

  test("is nothing for what is no cuboid", () => {
    expect(projections([0, 0, 1, 1])).toEqual([]);
  });
});
