import { expect, test } from "vitest";
import { readStoredZip } from "./stored-zip";
import { zipOf } from "./zip-of";

const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

test("members come by name with their bytes", () => {
  const members = readStoredZip(zipOf({ "000001.jpeg": "second", "000000.jpeg": "first" }));
  expect(members.map(({ name, bytes }) => [name, text(bytes)])).toEqual([
    ["000000.jpeg", "first"],
    ["000001.jpeg", "second"],
  ]);
});

test("a comment at the end is passed over", () => {
  expect(readStoredZip(zipOf({ a: "x" }, { comment: "made elsewhere" }))).toHaveLength(1);
});

test("an empty archive has no members", () => {
  expect(readStoredZip(zipOf({}))).toEqual([]);
});

test("an archive that was cut off is told", () => {
  expect(() => readStoredZip(zipOf({ a: "x".repeat(50) }).slice(0, 60))).toThrow("cut off");
  expect(() => readStoredZip(new ArrayBuffer(3))).toThrow("cut off");
});

test("a compressed member is named", () => {
  expect(() => readStoredZip(zipOf({ "a.jpeg": "x" }, { method: 8 }))).toThrow(
    "a.jpeg is compressed",
  );
});

test("a member that claims more bytes than there are is named", () => {
  expect(() => readStoredZip(zipOf({ "a.jpeg": "x" }, { claimed: 5000 }))).toThrow(
    "a.jpeg runs past the end",
  );
});
