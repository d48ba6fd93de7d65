import { describe, expect, it } from "vitest";
import { between, toggled } from "./selection";

const rows = [1, 2, 3, 4, 5].map((id) => ({ id }));
const [first, , third, , fifth] = rows as [Row, Row, Row, Row, Row];
type Row = { id: number };
const picked = (...ids: number[]) => new Map(ids.map((id) => [id, { id }]));

describe("a selection", () => {
  it("goes from the last row to this one, upwards too", () => {
    expect(between(rows, 3, fifth).map(({ id }) => id)).toEqual([3, 4, 5]);
    expect(between(rows, 3, first).map(({ id }) => id)).toEqual([1, 2, 3]);
  });

  it("is this row alone when the last one is on another page", () => {
    expect(between(rows, 77, third)).toEqual([third]);
  });

  it("makes of all what becomes of the row that was clicked", () => {
    expect([...toggled(picked(9), fifth, [third, fifth]).keys()]).toEqual([9, 3, 5]);
    expect([...toggled(picked(3, 5, 9), fifth, [third, fifth]).keys()]).toEqual([9]);
  });
});
