import type { Membership, Role, User } from "../../api/types";

/** What somebody may do in an organization; the server decides, this spares them the refusals. */
export interface Rights {
  /** Roles they may give, and take from whoever has them. */
  readonly gives: readonly Role[];
  readonly edits: boolean;
  readonly deletes: boolean;
  /** Their own membership, where they may end it. */
  readonly leaves: Membership | null;
}

const BELOW_MAINTAINER: readonly Role[] = ["worker", "supervisor"];
const BELOW_OWNER: readonly Role[] = [...BELOW_MAINTAINER, "maintainer"];

/** The rights of `self`, whose membership that is. */
export function rightsOf(
  self: Pick<User, "is_superuser">,
  membership: Membership | undefined,
): Rights {
  const role = membership?.role;
  const all = self.is_superuser || role === "owner";
  return {
    gives: all ? BELOW_OWNER : role === "maintainer" ? BELOW_MAINTAINER : [],
    edits: all || role === "maintainer",
    deletes: all,
    leaves: membership && role !== "owner" ? membership : null,
  };
}
