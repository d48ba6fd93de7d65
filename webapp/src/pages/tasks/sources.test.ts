import { expect, it } from "vitest";
import { elsewhere, fromComputer, named, nameFor, toggled } from "./sources";

it("asks the server to fetch nothing that is sent", () => {
  expect(elsewhere(fromComputer)).toBeNull();
});

it("names files of a storage with it, and those of the share alone", () => {
  const storage = { ...fromComputer, kind: "storage", storageId: 5, taken: ["day 1/"] } as const;
  expect(elsewhere(storage)).toEqual({ server_files: ["day 1/"], cloud_storage_id: 5 });
  expect(elsewhere({ ...storage, kind: "share" })).toEqual({ server_files: ["day 1/"] });
  expect(elsewhere({ ...storage, storageId: null })).toBeNull();
});

it("reads web addresses however they are parted, each once", () => {
  const urls = "https://a.org/x.jpg\nhttps://a.org/y.jpg https://a.org/x.jpg\n";
  expect(elsewhere({ ...fromComputer, kind: "urls", urls })).toEqual({
    remote_files: ["https://a.org/x.jpg", "https://a.org/y.jpg"],
  });
});

it("names a task after what is in it", () => {
  expect(nameFor({ ...fromComputer, kind: "share", taken: ["2026/day 1/"] })).toBe("day 1");
  const urls = "https://a.org/dawn.mp4?key=1";
  expect(nameFor({ ...fromComputer, kind: "urls", urls })).toBe("dawn");
});

it("lets the name follow until another one is typed", () => {
  const [before, after] = ["a.mp4", "b.mp4"].map((urls) => ({
    ...fromComputer,
    kind: "urls" as const,
    urls,
  }));
  if (!before || !after) throw new Error("two are made");
  expect(named("a", before, after)).toBe("b");
  expect(named("Mine", before, after)).toBe("Mine");
});

it("takes a folder in place of what was taken of it", () => {
  const source = { ...fromComputer, taken: ["a/1.jpg", "ab.jpg"] };
  expect(toggled(source, "a/").taken).toEqual(["ab.jpg", "a/"]);
  expect(toggled({ ...source, taken: ["ab.jpg", "a/"] }, "a/").taken).toEqual(["ab.jpg"]);
});
