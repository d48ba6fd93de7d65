import { describe, expect, it } from "vitest";
import { choiceToWire, numbersIn, truthByDefault } from "./choice";

describe("frames for ground truth", () => {
  it("are a share or a number of all frames, with a seed where one is given", () => {
    expect(choiceToWire(truthByDefault, [])).toEqual({
      frame_selection_method: "random_uniform",
      frame_share: 0.05,
    });
    const exact = { ...truthByDefault, amount: { value: 12, unit: "frames" }, seed: 0 } as const;
    expect(choiceToWire(exact, [])).toEqual({
      frame_selection_method: "random_uniform",
      frame_count: 12,
      random_seed: 0,
    });
  });

  it("are so many of each job", () => {
    const each = { ...truthByDefault, method: "random_per_job" } as const;
    expect(choiceToWire(each, [])).toMatchObject({ frames_per_job_share: 0.05 });
    const exact = { ...each, amount: { value: 2, unit: "frames" } } as const;
    expect(choiceToWire(exact, [])).toMatchObject({ frames_per_job_count: 2 });
  });

  it("are those that were named, without anything about chance", () => {
    const named = { ...truthByDefault, method: "manual", seed: 4 } as const;
    expect(choiceToWire(named, [3, 7])).toEqual({
      frame_selection_method: "manual",
      frames: [3, 7],
    });
  });
});

describe("numbers of frames", () => {
  it("are given one by one and as spans, each counted once", () => {
    expect(numbersIn(["7", "1-3", "2"], 10)).toEqual({ numbers: [1, 2, 3, 7], wrong: [] });
  });

  it.each(["x", "3-1", "10", "8-10", "-1", "1.5", "0-999999999", ""])("are not %j", (text) => {
    expect(numbersIn([text], 10)).toEqual({ numbers: [], wrong: [text] });
  });
});
