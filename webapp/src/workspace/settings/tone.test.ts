import { expect, test } from "vitest";
import { AS_IT_IS, changesOf, equalising, filterOf, lightsOf } from "./tone";

test("a picture left as it is has no filter", () => {
  expect(filterOf(AS_IT_IS)).toBe("none");
  expect(filterOf({ ...AS_IT_IS, gamma: 150, contrast: 120 })).toBe(
    "url(#limn-tone) contrast(120%)",
  );
});

test("two levels of light are drawn apart to black and white", () => {
  const rgba = new Uint8ClampedArray([100, 100, 100, 255, 110, 110, 110, 255]);
  const levels = equalising(lightsOf(rgba));
  expect([levels[100], levels[110]]).toEqual([0, 255]);
});

test("a picture of one level, or none at all, stays", () => {
  const levels = equalising(lightsOf(new Uint8ClampedArray([7, 7, 7, 255])));
  expect(levels[7]).toBe(7);
  expect(new Set(changesOf(levels).split(" "))).toEqual(new Set(["0.5000"]));
  expect(equalising(lightsOf(new Uint8ClampedArray())).at(-1)).toBe(255);
});
