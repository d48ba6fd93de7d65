import { expect, test } from "vitest";
import { fromWire, shapeFromWire, toWire, trackFromWire, type WireAnnotations } from "./wire";

const data: WireAnnotations = {
  tags: [
    {
      id: 3,
      frame: 1,
      label_id: 4,
      group: 0,
      source: "manual",
      attributes: [{ spec_id: 9, value: "x" }],
    },
  ],
  shapes: [
    {
      id: 96,
      frame: 0,
      label_id: 67,
      group: 2,
      source: "semi-auto",
      attributes: [],
      type: "ellipse",
      points: [216.5, 208, 252.5, 191.5],
      rotation: 12.5,
      occluded: true,
      outside: false,
      z_order: 4,
      score: 0.5,
    },
    {
      id: 36,
      frame: 0,
      label_id: 22,
      group: 0,
      source: "file",
      attributes: [],
      type: "skeleton",
      points: [],
      rotation: 0,
      occluded: false,
      outside: false,
      z_order: 0,
      score: 1,
      elements: [
        {
          id: 37,
          frame: 0,
          label_id: 23,
          group: 0,
          source: "file",
          attributes: [],
          type: "points",
          points: [135.8, 118.1],
          rotation: 0,
          occluded: false,
          outside: true,
          z_order: 0,
          score: 1,
        },
      ],
    },
  ],
  tracks: [
    {
      id: 5,
      frame: 2,
      label_id: 4,
      group: 0,
      source: "auto",
      attributes: [{ spec_id: 1, value: "red" }],
      shapes: [
        {
          id: 50,
          frame: 2,
          type: "rectangle",
          points: [1, 2, 3, 4],
          rotation: 0,
          occluded: false,
          outside: false,
          z_order: 1,
          attributes: [{ spec_id: 2, value: "moving" }],
        },
      ],
    },
  ],
};

test("what the server sent goes back the same", () => {
  const records = fromWire(data);
  expect(records.map((record) => record.kind)).toEqual(["tag", "shape", "shape", "track"]);
  // A simple shape is written with `elements` only when it is a skeleton.
  expect(toWire(records)).toEqual(data);
});

test("what is missing gets the defaults of the wire", () => {
  const [shape] = fromWire({
    shapes: [{ frame: 0, label_id: 1, type: "rectangle", points: [0, 0, 1, 1], group: null }],
  });
  expect(shape).toMatchObject({
    serverId: null,
    group: 0,
    source: "manual",
    rotation: 0,
    zOrder: 0,
    score: 1,
    attributes: [],
    elements: [],
  });
});

test("an unknown source is manual", () => {
  const [tag] = fromWire({ tags: [{ frame: 0, label_id: 1, source: "martian" }] });
  expect(tag?.source).toBe("manual");
});

test("a new record is written without id", () => {
  const [tag] = toWire(fromWire({ tags: [{ frame: 0, label_id: 1 }] })).tags;
  expect(tag).not.toHaveProperty("id");
});

test("keyframes are put in order", () => {
  const shapes = [8, 2].map((frame) => ({ frame, type: "rectangle" as const, points: [] }));
  const track = trackFromWire({ frame: 2, label_id: 1, shapes });
  expect(track.shapes.map((shape) => shape.frame)).toEqual([2, 8]);
});

test("an answer about a known record keeps its client ids", () => {
  const wire = data.shapes[1];
  if (!wire) throw new Error("the sample lost its skeleton");
  const known = shapeFromWire({ ...wire, id: null });
  const saved = shapeFromWire(wire, known);
  expect(saved.id).toBe(known.id);
  expect(saved.elements[0]?.id).toBe(known.elements[0]?.id);
  expect(saved.elements[0]?.serverId).toBe(37);
});
