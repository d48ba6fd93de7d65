import { expect, test } from "vitest";
import { newShape } from "../core/records";
import { Colors } from "./colors";
import { placeLabel, TakenPlaces } from "./layers/label-placement";
import { skeletonTemplate } from "./skeleton-template";

const shape = newShape({ type: "rectangle", frame: 0, labelId: 2, points: [0, 0, 9, 9], group: 4 });

test("labels keep their colour, the others get a hue by position", () => {
  const colors = new Colors(
    ["red", "green", "blue"],
    [
      { id: 1, name: "car", color: "#123456" },
      { id: 2, name: "person" },
    ],
  );
  expect(colors.ofLabel(1)).toBe("#123456");
  expect(colors.ofLabel(2)).toBe("green");
  expect(colors.of(shape, "label", 3)).toBe("green");
  expect(colors.of(shape, "instance", 3)).toBe("red");
  expect(colors.of(shape, "group", 3)).toBe("green");
  expect(colors.of({ ...shape, group: 0 }, "group", 3)).toBe("green");
});

test("a label lies above its shape, and elsewhere when there is no room", () => {
  const [screen, label] = [
    { width: 400, height: 300 },
    { width: 60, height: 18 },
  ];
  const place = (left: number, top: number, right: number, bottom: number) =>
    placeLabel({ left, top, right, bottom }, label, screen, new TakenPlaces());
  expect(place(100, 100, 200, 150)).toMatchObject({ left: 100, bottom: 96 });
  expect(place(100, 5, 200, 150)).toMatchObject({ left: 100, top: 154 });
  expect(place(100, 5, 200, 295)).toMatchObject({ left: 204, top: 5 });
  expect(place(-50, -50, 450, 350)).toMatchObject({ left: 0, top: 0 });
});

test("a label gives way to one that is there", () => {
  const shapeBox = { left: 100, top: 100, right: 200, bottom: 150 };
  const size = { width: 60, height: 18 };
  const taken = new TakenPlaces();
  taken.add(placeLabel(shapeBox, size, { width: 400, height: 300 }, taken));
  const second = placeLabel(shapeBox, size, { width: 400, height: 300 }, taken);
  expect(second).toMatchObject({ left: 100, top: 154 });
});

test("a skeleton's svg gives its joints and edges by label", () => {
  const svg =
    '<line x1="1" y1="2" data-type="edge" data-node-from="1" data-node-to="2"></line>' +
    '<circle r="1.5" cx="29.5" cy="15" data-node-id="1" data-label-id="19"></circle>' +
    '<circle r="1.5" cx="36.25" cy="50" data-node-id="2" data-label-id="20"></circle>';
  expect(skeletonTemplate(svg)).toEqual({
    nodes: [
      { labelId: 19, x: 29.5, y: 15 },
      { labelId: 20, x: 36.25, y: 50 },
    ],
    edges: [[19, 20]],
  });
});

test("the label of a shape with a peak stands over the peak", () => {
  const shape = { left: 100, top: 100, right: 300, bottom: 200 };
  const [size, screen] = [
    { width: 40, height: 18 },
    { width: 400, height: 300 },
  ];
  const place = placeLabel(shape, size, screen, new TakenPlaces(), 280);
  expect(place).toEqual({ left: 260, top: 78, right: 300, bottom: 96 });
});
