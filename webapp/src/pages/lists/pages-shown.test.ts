import { expect, it } from "vitest";
import { pagesShown } from "./pages-shown";

it.each([
  [1, 1, [1]],
  [1, 9, [1, 2, 3, 9]],
  [5, 9, [1, 3, 4, 5, 6, 7, 9]],
  [9, 9, [1, 7, 8, 9]],
  [12, 9, [1, 9]],
])("on page %i of %i one can go to %j", (now, last, pages) => {
  expect(pagesShown(now, last)).toEqual(pages);
});
