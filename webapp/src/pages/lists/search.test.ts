import { describe, expect, it } from "vitest";
import { equals, listParams, type QuickFilter, readListSearch, toggled } from "./search";

const filter = (id: string, group: string): QuickFilter => ({
  id,
  group,
  label: id,
  logic: equals(group, id),
});
const filters = [filter("new", "state"), filter("done", "state"), filter("me", "assignee")];

describe("readListSearch", () => {
  it("drops what makes no sense", () => {
    expect(readListSearch({ page: "-3", q: "", sort: null, evil: "x" })).toEqual({});
  });

  it("keeps rules as they are, and drops what cannot be one", () => {
    const filter = { "==": [{ var: "name" }, "car"] };
    expect(readListSearch({ filter, size: "100" })).toEqual({ filter, size: 100 });
    expect(readListSearch({ filter: "x", size: 7 })).toEqual({});
  });

  it("keeps a number that was looked for as text", () => {
    expect(readListSearch({ q: 128, page: 2 })).toEqual({ q: "128", page: 2 });
  });
});

describe("listParams", () => {
  it("asks for the first page of what changed last by default", () => {
    expect(listParams({}, filters)).toEqual({ page: 1, page_size: 20, sort: "-updated_date" });
  });

  it("widens within a group and narrows between groups", () => {
    const { filter: text } = listParams({ show: "new,done,me" }, filters);
    expect(JSON.parse(text ?? "")).toEqual({
      and: [{ or: [equals("state", "new"), equals("state", "done")] }, equals("assignee", "me")],
    });
  });

  it("sends a single condition bare", () => {
    expect(JSON.parse(listParams({ show: "me" }, filters).filter ?? "")).toEqual(
      equals("assignee", "me"),
    );
  });

  it("narrows quick filters by the rules that were built", () => {
    const built = equals("name", "car");
    const asked = (search: object) => JSON.parse(listParams(search, filters).filter ?? "");
    expect(asked({ filter: built })).toEqual(built);
    expect(asked({ show: "me", filter: built })).toEqual({
      and: [equals("assignee", "me"), built],
    });
  });

  it("ignores quick filters this list does not have", () => {
    expect(listParams({ show: "other" }, filters).filter).toBeUndefined();
  });
});

describe("toggled", () => {
  it("switches on and off, and returns to the first page", () => {
    const on = toggled({ page: 4, q: "car" }, "new");
    expect(on).toEqual({ q: "car", show: "new", page: undefined });
    expect(toggled(on, "new").show).toBeUndefined();
  });
});
