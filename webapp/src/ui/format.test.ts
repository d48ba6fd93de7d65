import { expect, test } from "vitest";
import { asSentence } from "./format";

test("half a sentence becomes a whole one", () => {
  expect(asSentence("there is no task 7")).toBe("There is no task 7.");
  expect(asSentence("Wait a moment. ")).toBe("Wait a moment.");
  expect(asSentence("")).toBe("");
});
