import { expect, test } from "vitest";
import { newShape, newTag, newTrack } from "../../core/records";
import { statistics, total } from "./statistics";

const at = (frame: number, outside = false) => ({
  ...newShape({ type: "rectangle", frame, labelId: 1, points: [0, 0, 1, 1] }),
  outside,
});

test("objects are counted by label and kind, and frames between keyframes apart", () => {
  const track = newTrack({ frame: 0, labelId: 1, shapes: [at(0), at(4), at(6, true)] });
  const counts = statistics([at(0), at(1), newTag({ frame: 0, labelId: 2 }), track], 9);
  expect(counts.get(1)).toEqual({
    shapes: { rectangle: 2 },
    tracks: { rectangle: 1 },
    tags: 0,
    manual: 5,
    interpolated: 4,
  });
  expect(counts.get(2)?.tags).toBe(1);
  expect(total(counts.get(1)?.shapes ?? {})).toBe(2);
});
