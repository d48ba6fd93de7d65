import { expect, test } from "vitest";
import { keepDraft, keptDraft } from "./draft";

const of = { kind: "tasks", id: 5 } as const;

test("a draft is there until it is given up, for its own guide only", () => {
  keepDraft(of, { text: "# Boats", open: true });
  expect(keptDraft(of)).toEqual({ text: "# Boats", open: true });
  expect(keptDraft({ kind: "projects", id: 5 })).toBeNull();
  keepDraft(of, null);
  expect(keptDraft(of)).toBeNull();
});

test("what is no draft is none", () => {
  for (const text of ["{", "[]", "7", '{"text": 7}']) {
    localStorage.setItem("limn-guide-draft-tasks-5", text);
    expect(keptDraft(of)).toBeNull();
  }
});
