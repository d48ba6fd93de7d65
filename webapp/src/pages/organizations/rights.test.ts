import { expect, it } from "vitest";
import type { Membership, Role } from "../../api/types";
import { rightsOf } from "./rights";

const self = { is_superuser: false };
const as = (role: Role) => rightsOf(self, { id: 3, role } as Membership);

it("lets nobody give more than they have", () => {
  expect(as("owner").gives).toEqual(["worker", "supervisor", "maintainer"]);
  expect(as("maintainer").gives).toEqual(["worker", "supervisor"]);
  expect(as("supervisor").gives).toEqual([]);
});

it("keeps the owner in, and lets all others leave", () => {
  expect(as("owner").leaves).toBeNull();
  expect(as("worker").leaves?.id).toBe(3);
});

it("lets administrators of the server manage what they are no member of", () => {
  const rights = rightsOf({ is_superuser: true }, undefined);
  expect([rights.edits, rights.deletes, rights.leaves]).toEqual([true, true, null]);
});
