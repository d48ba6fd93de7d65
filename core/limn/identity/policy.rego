# People, organizations, memberships and personal access tokens.
package limn.identity

import data.limn.base
import rego.v1

default allow := false

allow if {
	base.is_admin
	base.signed_in_for_this
}

allow if {
	granted
	base.signed_in_for_this
}

here if {
	base.me
	base.in_sandbox
}

here if {
	base.me
	base.is_member
}

# ---- users

is_self if input.resource.id == base.me

granted if {
	input.scope == "user:list"
	here
}

granted if {
	input.scope in {"user:view", "user:update:personal_data", "user:delete"}
	is_self
}

granted if {
	input.scope == "user:view"
	base.is_member
	input.resource.membership.role != null
}

# ---- organizations

# Whoever has the privilege that the operator's settings ask for.
granted if {
	input.scope == "organization:create"
	input.resource.least_privilege in {"user", "worker"}
	base.is_user
}

granted if {
	input.scope == "organization:create"
	input.resource.least_privilege == "worker"
	base.is_worker
}

granted if {
	input.scope == "organization:list"
	base.me
}

granted if {
	input.scope == "organization:view"
	base.is_member
}

granted if {
	input.scope == "organization:update"
	base.is_worker
	base.is_maintainer
}

granted if {
	input.scope == "organization:delete"
	base.is_worker
	base.role == "owner"
}

# ---- memberships

granted if {
	input.scope == "membership:list"
	here
}

granted if {
	input.scope == "membership:view"
	input.resource.user.id == base.me
	input.resource.is_active
}

granted if {
	input.scope == "membership:view"
	base.is_member
	input.resource.is_active
}

granted if {
	input.scope == "membership:view"
	base.is_maintainer
}

# Nobody becomes an owner this way, and no owner something else.
manages(role) if {
	base.is_user
	base.role == "owner"
	role != "owner"
}

manages(role) if {
	base.is_user
	base.role == "maintainer"
	role in {"worker", "supervisor"}
}

granted if {
	input.scope == "membership:change:role"
	input.resource.user.id != base.me
	manages(input.resource.role)
	manages(input.resource.new_role)
}

granted if {
	input.scope == "membership:delete"
	input.resource.user.id != base.me
	manages(input.resource.role)
}

granted if {
	input.scope == "membership:delete"
	base.is_worker
	base.is_member
	input.resource.user.id == base.me
	input.resource.role != "owner"
}

# ---- invitations

is_invitee if input.resource.invitee.id == base.me

granted if {
	input.scope == "invitation:list"
	here
}

granted if {
	input.scope == "invitation:create"
	manages(input.resource.role)
}

granted if {
	input.scope == "invitation:view"
	base.owns(input.resource)
}

granted if {
	input.scope in {"invitation:view", "invitation:accept", "invitation:decline"}
	is_invitee
}

granted if {
	input.scope in {"invitation:view", "invitation:resend", "invitation:delete"}
	base.runs_organization
}

granted if {
	input.scope in {"invitation:resend", "invitation:delete"}
	base.is_worker
	base.owns(input.resource)
}

# ---- personal access tokens

granted if {
	input.scope in {"token:list", "token:create"}
	base.is_worker
}

granted if {
	input.scope in {"token:view", "token:update", "token:delete"}
	base.is_worker
	input.resource.owner.id == base.me
}

# ---- lists

filter := {} if {
	base.subject in {"user", "token"}
	base.is_admin
	base.in_sandbox
}

filter := {"id": base.me} if {
	base.subject == "user"
	not base.is_admin
	base.in_sandbox
}

filter := {"memberships__organization_id": input.auth.organization.id, "memberships__is_active": true} if {
	base.subject == "user"
	base.in_organization
}

filter := {"owner_id": base.me} if {
	base.subject == "token"
	not base.is_admin
}

filter := {} if {
	base.subject == "token"
	base.is_admin
	base.in_organization
}

filter := {} if {
	base.subject == "organization"
	base.is_admin
}

filter := ["|", {"owner_id": base.me}, {"members__user_id": base.me, "members__is_active": true}] if {
	base.subject == "organization"
	not base.is_admin
}

filter := {} if {
	base.subject == "membership"
	base.is_admin
	base.in_sandbox
}

filter := {"user_id": base.me, "is_active": true} if {
	base.subject == "membership"
	not base.is_admin
	base.in_sandbox
}

filter := {"organization_id": input.auth.organization.id} if {
	base.subject == "membership"
	base.in_organization
	sees_inactive
}

filter := {"organization_id": input.auth.organization.id, "is_active": true} if {
	base.subject == "membership"
	base.in_organization
	not sees_inactive
}

sees_inactive if base.is_admin

sees_inactive if base.is_maintainer

my_invitations := ["|", {"owner_id": base.me}, {"membership__user_id": base.me}]

sees_invitations if base.is_admin

sees_invitations if base.runs_organization

filter := base.within({}, "membership__organization_id") if {
	base.subject == "invitation"
	sees_invitations
}

filter := base.within(my_invitations, "membership__organization_id") if {
	base.subject == "invitation"
	not sees_invitations
}
