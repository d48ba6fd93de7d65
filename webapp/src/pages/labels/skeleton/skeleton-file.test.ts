import { describe, expect, it } from "vitest";
import type { Skeleton } from "./model";
import { readSkeletonFile, redrawn, SkeletonFileProblem, writeSkeletonFile } from "./skeleton-file";

const element = (key: string, name: string, x: number, y: number) => ({
  ...{ key, name, x, y, color: "#33ddff", type: "points" as const },
  attributes: [
    {
      ...{ key: `${key}a`, name: 'seen "<&>"', kind: "checkbox" as const, mutable: true },
      ...{ defaultValue: "false", values: ["false"] },
    },
  ],
});
const face: Skeleton = {
  elements: [element("a", "left <eye> & brow", 20, 30), element("b", "nose", 50.5, 60)],
  edges: [["a", "b"]],
};

const plain = ({ elements, edges }: Skeleton) => ({
  elements: elements.map(({ key: _, attributes, ...rest }) => ({
    ...rest,
    attributes: attributes.map(({ key: __, ...attribute }) => attribute),
  })),
  edges: edges.map((edge) => edge.map((key) => elements.find((one) => one.key === key)?.name)),
});

const reasonOf = (svg: string): string => {
  try {
    readSkeletonFile(svg);
  } catch (error) {
    if (error instanceof SkeletonFileProblem) return error.reason;
    throw error;
  }
  return "read";
};
const file = (content: string) => `<svg xmlns="http://www.w3.org/2000/svg">${content}</svg>`;
const node = (id: number, more = 'cx="10" cy="20"') =>
  `<circle ${more} data-node-id="${id}" data-element-id="${id}"/>`;

describe("an SVG file of a skeleton", () => {
  it("comes back as it was written", () => {
    expect(plain(readSkeletonFile(writeSkeletonFile(face)))).toEqual(plain(face));
  });

  it("is read as CVAT writes it: what elements are is said in a description", () => {
    const said = JSON.stringify({ 7: { name: "wrist", color: "#fa3253", type: "points" } });
    const desc = `<desc data-description-type="labels-specification">${said}</desc>`;
    const { elements } = readSkeletonFile(file(`${node(7)}${node(8)}${desc}`));
    expect(elements).toMatchObject([
      { name: "wrist", color: "#fa3253", x: 10, y: 20 },
      { name: "8", type: "points" },
    ]);
  });

  it.each([
    ["element", file(`${node(1)}<script>alert(1)</script>`)],
    ["element", file(`<g>${node(1)}</g>`)],
    ["element", file(`${node(1)}<image href="https://example.org/x.png"/>`)],
    ["element", file(`<circle cx="1" cy="1"><set attributeName="cx"/></circle>`)],
    ["notSvg", `<!DOCTYPE svg [<!ENTITY a "aaaa">]>${file(node(1))}`],
    ["notSvg", "<html><body>no</body></html>"],
    ["notSvg", "<svg"],
    ["empty", file("")],
    ["place", file(node(1, 'cx="1e9" cy="2"'))],
    ["place", file(node(1, 'cx="" cy="2"'))],
    ["twice", file(node(1) + node(1))],
    ["edge", file(`${node(1)}<line data-node-from="1" data-node-to="2"/>`)],
    ["many", file(Array.from({ length: 1001 }, (_, i) => node(i)).join(""))],
    ["large", file(" ".repeat(1_000_001))],
    [
      "specification",
      file(`${node(1)}<desc data-description-type="labels-specification">{</desc>`),
    ],
    [
      "attributes",
      file(
        `${node(1)}<desc data-description-type="labels-specification">{"1":{"attributes":[1]}}</desc>`,
      ),
    ],
  ])("is refused: %s", (reason, svg) => {
    expect(reasonOf(svg)).toBe(reason);
  });

  it("draws a skeleton that exists anew, by the names of its elements", () => {
    const moved = {
      ...face,
      elements: [element("x", "nose", 1, 2), element("y", "left <eye> & brow", 3, 4)],
    };
    const drawn = redrawn(face, { ...moved, edges: [] });
    expect(drawn.elements).toMatchObject([
      { key: "a", x: 3, y: 4 },
      { key: "b", x: 1, y: 2 },
    ]);
    expect(drawn.edges).toEqual([]);
    const other = { ...face, elements: [element("x", "ear", 1, 2)] };
    expect(() => redrawn(face, other)).toThrow("other");
    expect(() => redrawn(face, { edges: [], elements: moved.elements.slice(1) })).toThrow(
      "missing",
    );
  });
});
