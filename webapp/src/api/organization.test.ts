import { beforeEach, expect, it } from "vitest";
import { inOrganization, orgParam, useOrganization } from "./organization";

beforeEach(() => useOrganization.getState().choose(null));

it("asks for everything at first, and makes things of one's own", () => {
  expect(orgParam(useOrganization.getState().place)).toEqual({});
  expect(inOrganization("/api/tasks")).toBe("/api/tasks");
});

it("tells apart what belongs to no organization", () => {
  expect(orgParam("")).toEqual({ org: "" });
  useOrganization.getState().choose("");
  expect(inOrganization("/api/tasks")).toBe("/api/tasks");
});

it("makes things in the organization one chose", () => {
  useOrganization.getState().choose("a b");
  expect(inOrganization("/api/tasks")).toBe("/api/tasks?org=a%20b");
});
