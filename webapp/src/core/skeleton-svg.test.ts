import { expect, test } from "vitest";
import { readSkeletonSvg, writeSkeletonSvg } from "./skeleton-svg";

const drawn = {
  nodes: [
    { number: "1", labelName: 'left "ear" <a> & b', x: 29.5, y: 15 },
    { number: "2", labelName: "nose", x: 36.25, y: 50 },
  ],
  edges: [["1", "2"]] as [string, string][],
};

test("a template comes back as it was written, whatever its elements are called", () => {
  expect(readSkeletonSvg(writeSkeletonSvg(drawn))).toEqual(drawn);
});

test("nodes of the server name their labels by id", () => {
  const svg = '<circle r="1.5" cx="29.5" cy="15" data-node-id="1" data-label-id="19"></circle>';
  expect(readSkeletonSvg(svg).nodes).toEqual([{ number: "1", labelId: 19, x: 29.5, y: 15 }]);
});

test("an edge to a node that is not there is left out", () => {
  const svg = writeSkeletonSvg(drawn).replace('data-node-to="2"', 'data-node-to="9"');
  expect(readSkeletonSvg(svg).edges).toEqual([]);
});
