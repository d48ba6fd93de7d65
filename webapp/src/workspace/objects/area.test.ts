import { expect, test } from "vitest";
import { areaOf } from "./area";

test.each([
  ["rectangle", [10, 10, 30, 20], 200],
  ["ellipse", [50, 50, 60, 45], 50 * Math.PI],
  ["polygon", [0, 0, 10, 0, 10, 10], 50],
  ["mask", [1, 3, 0, 0, 1, 1], 3],
  ["polyline", [0, 0, 10, 10], null],
] as const)("%s", (type, points, area) => {
  const found = areaOf({ type, points });
  if (area === null) expect(found).toBeNull();
  else expect(found).toBeCloseTo(area);
});
