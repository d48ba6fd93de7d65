import { act } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { RowList } from "./RowList";
import { Row } from "./Rows";

let root: Root;
let page: HTMLElement;

class NoResizes {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
}

beforeEach(() => {
  vi.stubGlobal("IS_REACT_ACT_ENVIRONMENT", true);
  vi.stubGlobal("ResizeObserver", NoResizes);
  // A page lays nothing out here: it is 600 px high, its rows 65.
  vi.spyOn(HTMLElement.prototype, "offsetHeight", "get").mockReturnValue(65);
  vi.spyOn(Element.prototype, "clientHeight", "get").mockReturnValue(600);
  page = document.body.appendChild(document.createElement("main"));
  root = createRoot(page);
});

afterEach(() => {
  act(() => root.unmount());
  page.remove();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

function list(count: number): HTMLLIElement[] {
  const items = Array.from({ length: count }, (_, n) => n);
  const row = (n: number) => <Row key={n} preview={null} title={`row ${n}`} facts={null} />;
  act(() => root.render(<RowList items={items} row={row} />));
  return rows();
}

const rows = () => [...page.querySelectorAll("li")];

test("of ten thousand rows few are there, and each says which it is", () => {
  const there = list(10_000);
  expect(there.length).toBeGreaterThan(600 / 65);
  expect(there.length).toBeLessThan(30);
  expect(there[0]?.getAttribute("aria-posinset")).toBe("1");
  expect(there[0]?.getAttribute("aria-setsize")).toBe("10000");
});

test("the list is as high as if all its rows were there", () => {
  const there = list(10_000);
  const { paddingTop, paddingBottom } = page.querySelector("ul")?.style ?? {};
  const high = Number.parseFloat(paddingTop ?? "") + Number.parseFloat(paddingBottom ?? "");
  expect(high + 65 * there.length).toBe(65 * 10_000);
});

test("rows further down come as they are scrolled to", () => {
  list(10_000);
  act(() => {
    page.scrollTop = 65 * 5000;
    page.dispatchEvent(new Event("scroll"));
  });
  const texts = rows().map((one) => one.textContent);
  expect(texts).toContain("row 5003");
  expect(texts).not.toContain("row 0");
  expect(texts.length).toBeLessThan(40);
});

test("few rows are all there", () => {
  expect(list(50)).toHaveLength(50);
});

test("of a thousand cards few are there, in whole lines, and others come as they are scrolled to", () => {
  const items = Array.from({ length: 1000 }, (_, n) => n);
  const card = (n: number) => <Row key={n} preview={null} title={`card ${n}`} facts={null} />;
  act(() => root.render(<RowList items={items} row={card} className="cards" />));
  expect(rows().length).toBeGreaterThan(20);
  expect(rows().length).toBeLessThan(80);
  expect(rows().length % 4).toBe(0);
  act(() => {
    page.scrollTop = (65 + 16) * 125;
    page.dispatchEvent(new Event("scroll"));
  });
  const [first] = rows();
  expect(rows().map((one) => one.textContent)).toContain("card 508");
  expect(Number(first?.getAttribute("aria-posinset")) % 4).toBe(1);
  expect(first?.getAttribute("aria-setsize")).toBe("1000");
  expect(rows().length).toBeLessThan(100);
});
