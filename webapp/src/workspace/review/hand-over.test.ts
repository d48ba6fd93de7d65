import { expect, test } from "vitest";
import { outcomesOf } from "./hand-over";

const names = (...given: Parameters<typeof outcomesOf>) => outcomesOf(...given).map((o) => o.name);

test("a job is done or goes to review, a reviewed one is accepted or goes back", () => {
  expect(names("annotation", 0)).toEqual(["done", "review"]);
  expect(names("validation", 0)).toEqual(["accept", "return"]);
  expect(names("acceptance", 0)).toContain("again");
});

test("with open issues sending it back is what is offered first", () => {
  expect(names("validation", 2)[0]).toBe("return");
  expect(outcomesOf("validation", 2)[0]).toMatchObject({
    stage: "annotation",
    state: "rejected",
    passesOn: true,
  });
});
