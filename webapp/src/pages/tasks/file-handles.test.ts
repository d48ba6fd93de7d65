import { expect, test } from "vitest";
import { filesAgain, filesOfRoots, permitted } from "./file-handles";

const file = (name: string, text = "x", state: PermissionState = "granted") =>
  ({
    kind: "file",
    name,
    getFile: async () => new File([text], name),
    queryPermission: async () => (state === "granted" ? "granted" : "prompt"),
    requestPermission: async () => state,
  }) as unknown as FileSystemFileHandle;

const folder = (name: string, children: FileSystemHandle[]): FileSystemDirectoryHandle => {
  const child = async (wanted: string, kind: string) => {
    const found = children.find((one) => one.name === wanted && one.kind === kind);
    if (!found) throw new DOMException("gone", "NotFoundError");
    return found;
  };
  return {
    kind: "directory",
    name,
    async *values() {
      yield* children;
    },
    getFileHandle: (wanted: string) => child(wanted, "file"),
    getDirectoryHandle: (wanted: string) => child(wanted, "directory"),
  } as unknown as FileSystemDirectoryHandle;
};

const trip = folder("trip", [folder("day 1", [file("a.jpg", "aaa")])]);

test("files have the names of the folders they were given in", async () => {
  const found = await filesOfRoots([trip, file("b.jpg")]);
  expect(found.map(({ name, root }) => [name, root?.name])).toEqual([
    ["trip/day 1/a.jpg", "trip"],
    ["b.jpg", "b.jpg"],
  ]);
});

test("files are found again by their names, but for those that are gone", async () => {
  const names = ["trip/day 1/a.jpg", "trip/day 2/a.jpg", "b.jpg", "c.jpg", "trip"];
  const found = await filesAgain([trip, file("b.jpg", "bb")], names);
  expect(found.map(({ name, file: { size } }) => [name, size])).toEqual([
    ["trip/day 1/a.jpg", 3],
    ["b.jpg", 2],
  ]);
});

test("who refuses one is not asked for the next", async () => {
  const roots = [file("a.jpg"), file("b.jpg", "x", "denied"), file("c.jpg")];
  expect((await permitted(roots)).map(({ name }) => name)).toEqual(["a.jpg"]);
});
