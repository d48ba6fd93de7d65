# Words every room's policy uses. The question is `input`:
#   scope                    "task:update:assignee" (subject, verb, detail)
#   auth.user                {id, privilege: admin | user | worker | null}
#   auth.organization        {id, owner, role} of the thing asked about, or of the request; null: none
#   auth.organization_specified   whether the request named an organization, or named "none"
#   auth.token               {read_only} for a personal access token, else null
#   resource                 the facts of the thing asked about, or null
package limn.base

import rego.v1

# Undefined for anonymous callers, so that nobody equals the owner of an ownerless thing.
me := input.auth.user.id if input.auth.user.id != null

is_admin if input.auth.user.privilege == "admin"

is_user if input.auth.user.privilege in {"admin", "user"}

is_worker if input.auth.user.privilege in {"admin", "user", "worker"}

in_sandbox if input.auth.organization == null

in_organization if input.auth.organization != null

role := "owner" if input.auth.organization.owner

role := input.auth.organization.role if {
	not input.auth.organization.owner
	input.auth.organization.role != null
}

is_member if role in {"worker", "supervisor", "maintainer", "owner"}

is_supervisor if role in {"supervisor", "maintainer", "owner"}

is_maintainer if role in {"maintainer", "owner"}

# A user of the server who runs this organization.
runs_organization if {
	is_user
	is_maintainer
}

# ---- who somebody is to a thing

owns(thing) if thing.owner.id == me

assigned(thing) if thing.assignee.id == me

works_on(thing) if owns(thing)

works_on(thing) if assigned(thing)

# ---- what is asked

verb := split(input.scope, ":")[1]

subject := split(input.scope, ":")[0]

reads if verb in {"list", "view"}

# What goes to a storage is written there.
reads if {
	verb == "export"
	not input.resource.destination == "cloud_storage"
}

# What the way of signing in takes away again, from administrators too: a read-only token only
# reads, and no token changes accounts or tokens.
default signed_in_for_this := false

signed_in_for_this if input.auth.token == null

signed_in_for_this if {
	input.auth.token != null
	reads
}

signed_in_for_this if {
	input.auth.token.read_only == false
	not subject in {"user", "token"}
}

# rego-cpp quotes a key made by sprintf twice, hence concat.
# A list's condition, kept to the organization that was asked for. `column` is where a row
# holds its organization.
within(condition, column) := condition if {
	in_sandbox
	not input.auth.organization_specified
}

within(condition, column) := ["&", condition, {concat("", [column, "__isnull"]): true}] if {
	in_sandbox
	input.auth.organization_specified
}

within(condition, column) := ["&", condition, {column: input.auth.organization.id}] if {
	in_organization
}
