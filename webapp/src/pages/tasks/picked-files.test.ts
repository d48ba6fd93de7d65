import { describe, expect, it } from "vitest";
import { chosenFiles, merged, type PickedFile, suggestedName } from "./picked-files";

function picked(name: string, text = "x"): PickedFile {
  return { name, file: new File([text], name.replace(/^.*\//, "")) };
}

const names = (files: readonly PickedFile[]) => files.map(({ name }) => name);

describe("merged", () => {
  it("sorts as people count", () => {
    const files = merged([picked("img10.jpg")], [picked("img2.jpg"), picked("img1.jpg")]);
    expect(names(files)).toEqual(["img1.jpg", "img2.jpg", "img10.jpg"]);
  });

  it("lets a file of the same name replace the earlier one", () => {
    const [only, ...more] = merged([picked("a.jpg", "old")], [picked("a.jpg", "newer")]);
    expect(more).toEqual([]);
    expect(only?.file.size).toBe(5);
  });
});

describe("chosenFiles", () => {
  it("leaves out what systems leave in folders", () => {
    const list = [picked("a.jpg"), picked(".DS_Store"), picked("Thumbs.db")];
    const files = chosenFiles(list.map(({ file }) => file) as unknown as FileList);
    expect(names(files)).toEqual(["a.jpg"]);
  });
});

describe("suggestedName", () => {
  it("is the folder that all files are in", () => {
    expect(suggestedName([picked("trip/a/1.jpg"), picked("trip/2.jpg")])).toBe("trip");
  });

  it("is the first file without its ending otherwise", () => {
    expect(suggestedName([picked("street.0128.mp4")])).toBe("street.0128");
    expect(suggestedName([])).toBe("");
  });
});
