import { expect, it } from "vitest";
import { toCsv } from "./csv";

const columns = {
  id: ({ id }: { id: number; name: string | null }) => id,
  name: ({ name }: { id: number; name: string | null }) => name,
};

it("a list as CSV has its names first, and quotes what would break a line", () => {
  const rows = [
    { id: 1, name: 'Crossing, "dusk"\nrain' },
    { id: 2, name: null },
  ];
  expect(toCsv(rows, columns)).toBe('id,name\r\n1,"Crossing, ""dusk""\nrain"\r\n2,\r\n');
});

it("a name is never a formula of a spreadsheet", () => {
  const rows = [{ id: -1, name: "=HYPERLINK(1)" }];
  expect(toCsv(rows, columns)).toBe("id,name\r\n-1,'=HYPERLINK(1)\r\n");
});

it("an empty list is its names alone", () => {
  expect(toCsv([], columns)).toBe("id,name\r\n");
});
