import { describe, expect, it } from "vitest";
import { namesFrom, repeatedIn } from "./name-template";

const items = [
  { id: 7, name: "dusk/rain" },
  { id: 9, name: "dawn" },
];

describe("namesFrom", () => {
  it("fills in number, name and place, and ends each name once", () => {
    expect(namesFrom("{{index}}-{{name}}-{{ id }}", items, ".zip")).toEqual([
      "1-dusk_rain-7.zip",
      "2-dawn-9.zip",
    ]);
    expect(namesFrom("{{id}}.zip", items, ".zip")).toEqual(["7.zip", "9.zip"]);
  });

  it("leaves the choice to the server where nothing is said", () => {
    expect(namesFrom(" ", items, ".zip")).toEqual(["", ""]);
    expect(repeatedIn(["", ""])).toBeUndefined();
  });

  it("does not fill in what a name itself says", () => {
    expect(namesFrom("{{name}}", [{ id: 1, name: "{{id}}" }], ".zip")).toEqual(["{{id}}.zip"]);
  });
});

describe("repeatedIn", () => {
  it("finds the name that would be there twice", () => {
    expect(repeatedIn(namesFrom("all", items, ".zip"))).toBe("all.zip");
    expect(repeatedIn(namesFrom("{{id}}", items, ".zip"))).toBeUndefined();
  });
});
